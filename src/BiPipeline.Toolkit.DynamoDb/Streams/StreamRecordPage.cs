namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>What one read of a shard gave.</summary>
/// <param name="Records">The records, oldest first; none is not the end.</param>
/// <param name="NextShardIterator">Where to go on; null at the end of a closed shard.</param>
public sealed record StreamRecordPage(IReadOnlyList<StreamRecord> Records, string? NextShardIterator);
