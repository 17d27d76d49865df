namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The result of a <see cref="Compaction"/>'s run.</summary>
/// <param name="Units">Number of units that were rewritten.</param>
/// <param name="Rows">Number of rows and lines that were read.</param>
/// <param name="Repeated">Number of rows and lines that were equal to one before, and are there once.</param>
/// <param name="Replaced">Number of objects that are replaced: they are deleted after the grace.</param>
/// <param name="ReplacedBytes">Number of their bytes.</param>
/// <param name="Written">Number of objects that replace them.</param>
/// <param name="WrittenBytes">Number of their bytes.</param>
public sealed record CompactionOutcome(
    int Units, long Rows, long Repeated, long Replaced, long ReplacedBytes, long Written, long WrittenBytes)
{
    /// <summary>Number of objects that were deleted, of earlier runs and of this one.</summary>
    public long Deleted { get; init; }

    /// <summary>Number of their bytes.</summary>
    public long DeletedBytes { get; init; }

    /// <summary>Number of rewrites whose old objects wait for the end of the grace. A later run deletes them.</summary>
    public int Waiting { get; init; }

    /// <summary>Number of earlier rewrites that were discarded, because other runs had replaced their objects.</summary>
    public int Void { get; init; }
}
