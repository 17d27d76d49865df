namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>DynamoDB Streams refused a call, did not answer, or no longer has records that were not read yet.</summary>
public sealed class DynamoDbStreamsException : Exception
{
    /// <summary>The iterator is older than 15 minutes: get another one.</summary>
    public const string ExpiredIterator = "ExpiredIteratorException";

    /// <summary>The place lies before the oldest record: what was between is lost (24 hours' retention).</summary>
    public const string TrimmedDataAccess = "TrimmedDataAccessException";

    /// <summary>The stream or shard is gone.</summary>
    public const string ResourceNotFound = "ResourceNotFoundException";

    /// <summary>Too many calls, or more than two readers at a shard.</summary>
    public const string LimitExceeded = "LimitExceededException";

    /// <summary>The caller may not.</summary>
    public const string AccessDenied = "AccessDeniedException";

    /// <summary>The answer is not what the API promises.</summary>
    public const string UnreadableAnswer = "UnreadableAnswer";

    /// <summary>Records of a shard were trimmed before they were read: a table's stream keeps them for 24 hours.</summary>
    public const string DataLoss = "DataLoss";

    /// <summary>A refusal with the service's code.</summary>
    /// <param name="errorCode">Such as one of the constants here.</param>
    /// <param name="message">What was refused and why.</param>
    /// <param name="isTransient">The same call may succeed later.</param>
    /// <param name="innerException">What led to it.</param>
    public DynamoDbStreamsException(string errorCode, string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => (ErrorCode, IsTransient) = (errorCode, isTransient);

    /// <summary>The service's code; <c>NoAnswer</c>, <c>Timeout</c> or <c>ClientError</c> when there was no answer.</summary>
    public string ErrorCode { get; }

    /// <summary>The same call may succeed later; the client's own retries are used up.</summary>
    public bool IsTransient { get; }

    /// <summary>The shard whose records are lost; null for other errors.</summary>
    public string? ShardId { get; private init; }

    /// <summary>The last record that was read before the loss; null when none was, and for other errors.</summary>
    public string? LastSequenceNumber { get; private init; }

    internal static DynamoDbStreamsException Lost(string shardId, string? last, Exception reason) => new(
        DataLoss,
        $"Shard '{shardId}' no longer has the records after {last ?? "its start"}: they were not read within 24 hours. "
            + $"Take them from an export or a scan of the table, then go on with {nameof(StreamPumpOptions.ContinueAfterLoss)}.",
        isTransient: false,
        reason)
    {
        ShardId = shardId,
        LastSequenceNumber = last,
    };
}
