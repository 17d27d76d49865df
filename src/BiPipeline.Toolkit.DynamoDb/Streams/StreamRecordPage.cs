namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>The result of one read of a shard.</summary>
/// <param name="Records">The records, oldest first. An empty list is not the end.</param>
/// <param name="NextShardIterator">The next position; null at the end of a closed shard.</param>
public sealed record StreamRecordPage(IReadOnlyList<StreamRecord> Records, string? NextShardIterator);
