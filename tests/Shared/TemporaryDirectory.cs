namespace BiPipeline.Toolkit.TestKit;

/// <summary>A separate folder that is deleted after the test.</summary>
sealed class TemporaryDirectory : IDisposable
{
    internal string FullPath { get; } = Directory.CreateTempSubdirectory("bipipeline-").FullName;

    internal string Combine(params string[] parts) => Path.Combine([FullPath, .. parts]);

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
