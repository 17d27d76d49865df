namespace BiPipeline.Toolkit;

/// <summary>A file or object that was found.</summary>
/// <param name="Path">
/// Its path in the place it was found in, with <c>/</c> between segments: a key of S3, or a path of this machine.
/// </param>
/// <param name="Length">Bytes.</param>
/// <param name="Tag">What changes when its bytes do; empty where nothing does.</param>
sealed record InputFile(string Path, long Length, string Tag = "")
{
    /// <summary>The export whose manifest names the file; null for other files.</summary>
    internal ExportSummary? Export { get; init; }
}
