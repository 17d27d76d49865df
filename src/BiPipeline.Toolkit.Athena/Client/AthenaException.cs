namespace BiPipeline.Toolkit.Athena;

/// <summary>A call to Athena was refused.</summary>
public class AthenaException : Exception
{
    /// <summary>A refusal with the service's code.</summary>
    public AthenaException(string errorCode, string message, Exception? innerException = null)
        : base(message, innerException) => ErrorCode = errorCode;

    /// <summary>The service's code, such as <c>InvalidRequestException</c> or <c>TooManyRequestsException</c>.</summary>
    public string ErrorCode { get; }

    /// <summary>The same call may succeed later: throttling, too many queries at once, a server's error, no answer.</summary>
    public bool IsTransient { get; init; }
}
