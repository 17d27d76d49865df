namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// Records that were given up, as a mapping with an S3 on-failure destination writes them: one JSON object that tells where and why, and
/// holds the invocation's event as text in <c>payload</c>. The toolkit's inputs take the object as it is.
/// </summary>
public sealed record DiscardedBatch
{
    /// <summary>The <see cref="Condition"/> of records that failed as often as the options allow.</summary>
    public const string RetryAttemptsExhausted = "RetryAttemptsExhausted";

    /// <summary>The <see cref="Condition"/> of records that are older than the options allow.</summary>
    public const string RecordAgeExceeded = "RecordAgeExceeded";

    /// <summary>Why, in Lambda's word.</summary>
    public required string Condition { get; init; }

    /// <summary>The shard.</summary>
    public required string ShardId { get; init; }

    /// <summary>The first record.</summary>
    public required string FirstSequenceNumber { get; init; }

    /// <summary>The last record.</summary>
    public required string LastSequenceNumber { get; init; }

    /// <summary>How many records.</summary>
    public required int Records { get; init; }

    /// <summary>How often the function was asked.</summary>
    public required int Invocations { get; init; }

    /// <summary>The key that Lambda gives such objects: <c>aws/lambda/&lt;mapping&gt;/&lt;shard&gt;/YYYY/MM/DD/…</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The object's JSON.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }
}
