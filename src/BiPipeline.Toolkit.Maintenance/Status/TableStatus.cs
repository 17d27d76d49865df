namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A table in one zone of a lake.</summary>
/// <param name="Table">The table.</param>
/// <param name="Zone">The zone.</param>
public sealed record TableStatus(string Table, LakeZone Zone)
{
    /// <summary>Number of partitions with an object.</summary>
    public long Partitions { get; init; }

    /// <summary>Number of objects.</summary>
    public long Objects { get; init; }

    /// <summary>Number of rows or lines, by the objects' names.</summary>
    public long Rows { get; init; }

    /// <summary>Number of stored bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Number of objects below <see cref="LakeStatusOptions.SmallBytes"/> that share a partition.</summary>
    public long SmallObjects { get; init; }

    /// <summary>Number of partitions with small objects.</summary>
    public long SmallPartitions { get; init; }

    /// <summary>The first partition in the order of paths, such as <c>dt=2026-11-01</c>; empty for a table without partitions.</summary>
    public string FirstPartition { get; init; } = "";

    /// <summary>The last partition.</summary>
    public string LastPartition { get; init; } = "";

    /// <summary>When the oldest object was put.</summary>
    public DateTimeOffset OldestObject { get; init; }

    /// <summary>When the newest object was put.</summary>
    public DateTimeOffset NewestObject { get; init; }
}
