namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>The progress of a shard.</summary>
/// <param name="SequenceNumber">The last processed record; null for none.</param>
/// <param name="IsFinished">Whether the shard is closed and completed.</param>
public sealed record ShardCheckpoint(string? SequenceNumber, bool IsFinished);
