namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>A change record: its bytes, and the values that its delivery needs.</summary>
/// <param name="Json">The record's JSON in Lambda's form, with <c>eventSourceARN</c>.</param>
/// <param name="SequenceNumber">The position in the shard: digits of varying length.</param>
/// <param name="CreatedAt">Time of the change, to the second; null if the record does not have it.</param>
public sealed record StreamRecord(ReadOnlyMemory<byte> Json, string SequenceNumber, DateTimeOffset? CreatedAt);
