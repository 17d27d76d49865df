namespace BiPipeline.Toolkit.Lake;

/// <summary>Settings of a <see cref="DirectoryObjectStore"/>. Immutable; derive with <c>with</c>.</summary>
public sealed record DirectoryStoreOptions
{
    /// <summary>
    /// Whether a put waits until the file and its folder are on the disk. Default true; tests may set it to false.
    /// </summary>
    public bool Sync { get; init; } = true;
}
