using BiPipeline.Toolkit;
using OrdersPipeline.Data;
using OrdersPipeline.Local;

namespace OrdersPipeline.Tests.Local;

/// <summary>The sample's lake in a folder, written at its first use: writing takes most of a test's time, so tests share it and leave it as it was.</summary>
public sealed class WrittenLake : IDisposable
{
    static readonly OrderScript Script = OrderScript.Load(SampleFolder.Data);

    readonly TemporaryDirectory _folder = new();
    readonly Lazy<Task<LakeOutcome>> _firstRun;

    public WrittenLake() => _firstRun = new(() => RunAsync(_folder.FullPath));

    internal static TableSchema Schema { get; } = TableSchema.Load(SampleFolder.Schema);

    /// <summary>What the run into the empty folder did.</summary>
    internal Task<LakeOutcome> FirstRun => _firstRun.Value;

    /// <summary>The folder of the lake.</summary>
    internal async Task<string> FolderAsync()
    {
        await FirstRun;
        return _folder.FullPath;
    }

    internal static Task<LakeOutcome> RunAsync(string folder) => LakeRun.RunAsync(Schema, Script, folder, TimeProvider.System, CancellationToken.None);

    public void Dispose() => _folder.Dispose();
}
