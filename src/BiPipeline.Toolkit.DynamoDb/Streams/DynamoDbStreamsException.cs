namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>DynamoDB Streams refused a call or did not answer.</summary>
public sealed class DynamoDbStreamsException : Exception
{
    /// <summary>A refusal with the service's code.</summary>
    /// <param name="errorCode">Such as one of <see cref="StreamsErrorCodes"/>.</param>
    /// <param name="message">What was refused and why.</param>
    /// <param name="isTransient">The same call may succeed later.</param>
    /// <param name="innerException">What led to it.</param>
    public DynamoDbStreamsException(string errorCode, string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => (ErrorCode, IsTransient) = (errorCode, isTransient);

    /// <summary>The service's code; <c>NoAnswer</c>, <c>Timeout</c> or <c>ClientError</c> when there was no answer.</summary>
    public string ErrorCode { get; }

    /// <summary>The same call may succeed later; the client's own retries are used up.</summary>
    public bool IsTransient { get; }
}
