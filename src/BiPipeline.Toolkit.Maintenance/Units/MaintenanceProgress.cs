namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The progress of work on a lake that is divided into units, such as a <see cref="Backfill"/>.</summary>
/// <param name="Units">Number of finished units, including those that an earlier run finished.</param>
/// <param name="UnitCount">Number of units.</param>
/// <param name="Records">Number of records that this run read.</param>
/// <param name="BytesIn">Number of bytes that this run read, after decompression.</param>
public readonly record struct MaintenanceProgress(int Units, int UnitCount, long Records, long BytesIn)
{
    /// <summary>Number of stored bytes that are read, including those of earlier runs.</summary>
    public long StoredBytes { get; init; }

    /// <summary>Number of stored bytes of all units.</summary>
    public long TotalBytes { get; init; }

    /// <summary>
    /// Time until the last unit ends, at the average speed of this run. Null during the first 2 seconds and the first 1 % of the run's
    /// bytes.
    /// </summary>
    public TimeSpan? Remaining { get; init; }
}
