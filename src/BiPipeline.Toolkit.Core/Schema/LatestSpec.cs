namespace BiPipeline.Toolkit;

/// <summary>
/// The Iceberg table that keeps a table's items as they are now, <c>&lt;table&gt;_latest</c>. It is partitioned by buckets of a key,
/// because an item must never change its partition.
/// </summary>
public sealed record LatestSpec
{
    /// <summary>Largest number of buckets, 100: Athena writes to at most 100 partitions in one statement.</summary>
    public const int MaxBuckets = 100;

    /// <summary>The key column whose hash chooses the bucket. Default (null): the first of the table's keys.</summary>
    public string? Bucket { get; init; }

    /// <summary>Number of buckets, 1 to <see cref="MaxBuckets"/>. Default 16.</summary>
    public int Buckets { get; init; } = 16;
}
