namespace BiPipeline.Toolkit.Maintenance;

/// <summary>How units are rewritten.</summary>
sealed record RewriteOptions
{
    /// <summary>The work that rewrites, in the receipts' folder: <c>compact</c>, <c>erase</c>.</summary>
    internal required string Verb { get; init; }

    /// <summary>
    /// Whether the objects of one schema are merged. Otherwise each object is rewritten alone, and only when rows are left out or repeated.
    /// </summary>
    internal required bool Merges { get; init; }

    /// <summary>Leaves rows out. Default (null): none.</summary>
    internal IRowFilter? Filter { get; init; }

    /// <summary>Sizes of row groups and objects, and settings of puts.</summary>
    internal LakeWriterOptions Writer { get; init; } = new FilePipelineOptions().Writer;

    /// <summary>The format of typed rows.</summary>
    internal ILakeFormat Format { get; init; } = new FilePipelineOptions().Format;
}
