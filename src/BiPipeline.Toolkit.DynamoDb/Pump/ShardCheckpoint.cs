namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>How far a shard is done.</summary>
/// <param name="SequenceNumber">The last record that is done with; null for none yet.</param>
/// <param name="IsFinished">The shard is closed and done to its end.</param>
public sealed record ShardCheckpoint(string? SequenceNumber, bool IsFinished);
