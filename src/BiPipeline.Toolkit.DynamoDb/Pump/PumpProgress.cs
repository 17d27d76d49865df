namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>The progress of a pump, reported after every batch.</summary>
public sealed record PumpProgress
{
    /// <summary>Number of processed records, without discarded ones.</summary>
    public required long Delivered { get; init; }

    /// <summary>Number of discarded records.</summary>
    public required long Discarded { get; init; }

    /// <summary>Number of calls of the function.</summary>
    public required long Invocations { get; init; }

    /// <summary>Number of calls of the function that failed or reported failures.</summary>
    public required long Failures { get; init; }

    /// <summary>Number of shards that are completed.</summary>
    public required int FinishedShards { get; init; }

    /// <summary>
    /// Gaps in the records: those that were trimmed before the pump read them. Each entry has the shard and the last record.
    /// </summary>
    public required IReadOnlyList<string> Losses { get; init; }
}
