namespace BiPipeline.Toolkit.Athena;

/// <summary>The state of a latest table, from the catalog and the lake; no query runs.</summary>
/// <param name="Table">The table's name.</param>
public sealed record LatestStatus(string Table)
{
    /// <summary>Whether the table has every row of the lake and was compared with it.</summary>
    public bool IsFilled { get; init; }

    /// <summary>Whether <c>&lt;table&gt;_current</c> reads it.</summary>
    public bool IsRead { get; init; }

    /// <summary>The time of the last refresh that changed something; null for none.</summary>
    public DateTimeOffset? Refreshed { get; init; }

    /// <summary>The newest time of a row; null for none.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>Number of rows, deleted items included.</summary>
    public long Rows { get; init; }

    /// <summary>Number of rows of deleted items.</summary>
    public long Deleted { get; init; }

    /// <summary>The newest baseline whose rows the table has; null for none.</summary>
    public DateTimeOffset? Baseline { get; init; }

    /// <summary>Number of partitions with objects that are not merged.</summary>
    public int PendingPartitions { get; init; }

    /// <summary>Number of bytes of these partitions.</summary>
    public long PendingBytes { get; init; }

    /// <summary>The command that works on the table now, and until when at most; null for none.</summary>
    public string? Holder { get; init; }
}
