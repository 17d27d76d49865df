namespace BiPipeline.Toolkit.Athena;

/// <summary>What a latest table has taken from the lake, after a step of its life. The newest receipt of a table counts.</summary>
sealed record LatestReceipt
{
    /// <summary>The receipt of a table without one.</summary>
    internal static LatestReceipt None { get; } = new() { At = default, Bucket = "", Buckets = 0 };

    /// <summary>The version of this form: 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The time of the receipt.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The column of the table's buckets, which ALTER TABLE can't change.</summary>
    public required string Bucket { get; init; }

    /// <summary>Number of buckets.</summary>
    public required int Buckets { get; init; }

    /// <summary>Whether the table once had every row of the lake and was compared with it.</summary>
    public bool IsFilled { get; init; }

    /// <summary>The newest baseline whose rows the table has; null for none.</summary>
    public DateTimeOffset? Baseline { get; init; }

    /// <summary>The baseline of the view at the last refresh, below which rows were not merged or were deleted; null for none.</summary>
    public DateTimeOffset? Bound { get; init; }

    /// <summary>The lake's partitions that are merged: the folder, and the digest of the keys of its objects.</summary>
    public IReadOnlyDictionary<string, string> Merged { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Number of rows, deleted items included.</summary>
    public long Rows { get; init; }

    /// <summary>Number of rows of deleted items.</summary>
    public long Deleted { get; init; }

    /// <summary>The newest time of a row; null for none.</summary>
    public DateTimeOffset? Newest { get; init; }
}
