namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The progress of a <see cref="Compaction"/>.</summary>
/// <param name="Units">Number of finished units.</param>
/// <param name="UnitCount">Number of units.</param>
/// <param name="Bytes">Number of stored bytes that are read.</param>
/// <param name="TotalBytes">Number of stored bytes of all units.</param>
public readonly record struct CompactionProgress(int Units, int UnitCount, long Bytes, long TotalBytes);
