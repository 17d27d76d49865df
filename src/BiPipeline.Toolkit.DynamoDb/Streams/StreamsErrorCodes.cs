namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>The service's error codes that readers act on (DynamoDB Streams API reference).</summary>
public static class StreamsErrorCodes
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
}
