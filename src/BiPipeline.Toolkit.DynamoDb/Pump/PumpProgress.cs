namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>What a pump did so far; told after every batch.</summary>
public sealed record PumpProgress
{
    /// <summary>Records that are done with, discarded ones not among them.</summary>
    public required long Delivered { get; init; }

    /// <summary>Records that were given up.</summary>
    public required long Discarded { get; init; }

    /// <summary>Calls of the function.</summary>
    public required long Invocations { get; init; }

    /// <summary>Calls of the function that failed, or reported failures.</summary>
    public required long Failures { get; init; }

    /// <summary>Shards that are done to their end.</summary>
    public required int FinishedShards { get; init; }

    /// <summary>Gaps between records: what was trimmed before it was read. The entries name shard and last record read.</summary>
    public required IReadOnlyList<string> Losses { get; init; }
}
