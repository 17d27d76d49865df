namespace BiPipeline.Toolkit.Lake;

/// <summary>How a <see cref="DirectoryObjectStore"/> writes. Immutable; derive with <c>with</c>.</summary>
public sealed record DirectoryStoreOptions
{
    /// <summary>
    /// Wait until file and folder are on the disk before an object counts as stored. Default true; tests may turn it off.
    /// </summary>
    public bool Sync { get; init; } = true;
}
