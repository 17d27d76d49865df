namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// A discarded batch in the form of a mapping's S3 on-failure destination: one JSON object with the origin and the reason, and the
/// invocation's event as text in <c>payload</c>. The toolkit reads the object as input.
/// </summary>
public sealed record DiscardedBatch
{
    /// <summary>The <see cref="Condition"/> of records that failed as often as the options allow.</summary>
    public const string RetryAttemptsExhausted = "RetryAttemptsExhausted";

    /// <summary>The <see cref="Condition"/> of records that are older than the options allow.</summary>
    public const string RecordAgeExceeded = "RecordAgeExceeded";

    /// <summary>The reason, in Lambda's word.</summary>
    public required string Condition { get; init; }

    /// <summary>The shard.</summary>
    public required string ShardId { get; init; }

    /// <summary>The first record.</summary>
    public required string FirstSequenceNumber { get; init; }

    /// <summary>The last record.</summary>
    public required string LastSequenceNumber { get; init; }

    /// <summary>Number of records.</summary>
    public required int Records { get; init; }

    /// <summary>Number of calls of the function.</summary>
    public required int Invocations { get; init; }

    /// <summary>The object's key in Lambda's form: <c>aws/lambda/&lt;mapping&gt;/&lt;shard&gt;/YYYY/MM/DD/…</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The object's JSON.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }
}
