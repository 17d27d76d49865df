namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// A call to Athena was refused. <see cref="ErrorCode"/> is the service's own code or one of the constants of this class.
/// </summary>
public class AthenaException : Exception
{
    /// <summary>The query failed.</summary>
    public const string QueryFailed = "QueryFailed";

    /// <summary>The query was cancelled by someone else or by a limit of its workgroup.</summary>
    public const string QueryCancelled = "QueryCancelled";

    /// <summary>The query took longer than <see cref="AthenaRunnerOptions.Timeout"/> and was stopped.</summary>
    public const string QueryTimedOut = "QueryTimedOut";

    /// <summary><see cref="AthenaRunnerOptions.MaxScannedBytes"/> is used up.</summary>
    public const string BudgetExceeded = "BudgetExceeded";

    /// <summary>The statement is longer than Athena accepts.</summary>
    public const string QueryTooLong = "QueryTooLong";

    /// <summary>A refusal with a code.</summary>
    public AthenaException(string errorCode, string message, Exception? innerException = null)
        : base(message, innerException) => ErrorCode = errorCode;

    /// <summary>The code, such as <c>InvalidRequestException</c> or <c>TooManyRequestsException</c>.</summary>
    public string ErrorCode { get; }

    /// <summary>The same call may succeed later: throttling, too many queries at once, a server's error, no answer.</summary>
    public bool IsTransient { get; init; }
}
