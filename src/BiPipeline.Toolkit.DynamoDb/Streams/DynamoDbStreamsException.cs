namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>DynamoDB Streams refused a call, did not answer, or lost records that were not read yet.</summary>
public sealed class DynamoDbStreamsException : Exception
{
    /// <summary>The iterator is older than 15 minutes. Get another one.</summary>
    public const string ExpiredIterator = "ExpiredIteratorException";

    /// <summary>The position is before the oldest record: the records between are lost (24 hours' retention).</summary>
    public const string TrimmedDataAccess = "TrimmedDataAccessException";

    /// <summary>The stream or shard does not exist.</summary>
    public const string ResourceNotFound = "ResourceNotFoundException";

    /// <summary>Too many calls, or more than two readers per shard.</summary>
    public const string LimitExceeded = "LimitExceededException";

    /// <summary>The caller lacks a permission.</summary>
    public const string AccessDenied = "AccessDeniedException";

    /// <summary>The answer does not have the API's form.</summary>
    public const string UnreadableAnswer = "UnreadableAnswer";

    /// <summary>Records of a shard were trimmed before they were read: a stream keeps them for 24 hours.</summary>
    public const string DataLoss = "DataLoss";

    /// <summary>Creates the exception with the service's code.</summary>
    /// <param name="errorCode">The code, such as one of the constants here.</param>
    /// <param name="message">The refused call and the reason.</param>
    /// <param name="isTransient">Whether the same call may succeed later.</param>
    /// <param name="innerException">The cause.</param>
    public DynamoDbStreamsException(string errorCode, string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => (ErrorCode, IsTransient) = (errorCode, isTransient);

    /// <summary>The service's code; <c>NoAnswer</c>, <c>Timeout</c> or <c>ClientError</c> without an answer.</summary>
    public string ErrorCode { get; }

    /// <summary>Whether the same call may succeed later. The client has already retried it.</summary>
    public bool IsTransient { get; }

    /// <summary>The shard whose records are lost; null for other errors.</summary>
    public string? ShardId { get; private init; }

    /// <summary>The last record before the loss; null if none was read, and for other errors.</summary>
    public string? LastSequenceNumber { get; private init; }

    internal static DynamoDbStreamsException Lost(string shardId, string? last, Exception reason) => new(
        DataLoss,
        $"Shard '{shardId}' has lost the records after {last ?? "its start"}, which were not read within 24 hours. "
            + $"Load them from an export or a scan of the table, then continue with {nameof(StreamPumpOptions.ContinueAfterLoss)}.",
        isTransient: false,
        reason)
    {
        ShardId = shardId,
        LastSequenceNumber = last,
    };
}
