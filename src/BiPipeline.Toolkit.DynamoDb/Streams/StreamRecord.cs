namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>A change record: its bytes, and the little that delivering it needs. Values are not looked at.</summary>
/// <param name="Json">The record's JSON as Lambda hands it over, with <c>eventSourceARN</c>.</param>
/// <param name="SequenceNumber">Its place in the shard: digits, of varying length.</param>
/// <param name="CreatedAt">When the change was made, to the second; null when the record does not say.</param>
public sealed record StreamRecord(ReadOnlyMemory<byte> Json, string SequenceNumber, DateTimeOffset? CreatedAt);
