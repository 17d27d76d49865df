namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// Athena refused a call. <see cref="ErrorCode"/> is the service's own code or one of the constants of this class.
/// </summary>
public class AthenaException : Exception
{
    /// <summary>The query failed.</summary>
    public const string QueryFailed = "QueryFailed";

    /// <summary>Another caller or a limit of the workgroup cancelled the query.</summary>
    public const string QueryCancelled = "QueryCancelled";

    /// <summary>The query took longer than <see cref="AthenaRunnerOptions.Timeout"/> and was stopped.</summary>
    public const string QueryTimedOut = "QueryTimedOut";

    /// <summary>The queries exceeded <see cref="AthenaRunnerOptions.MaxScannedBytes"/>.</summary>
    public const string BudgetExceeded = "BudgetExceeded";

    /// <summary>The statement is longer than Athena accepts.</summary>
    public const string QueryTooLong = "QueryTooLong";

    /// <summary>Creates the exception with a code.</summary>
    public AthenaException(string errorCode, string message, Exception? innerException = null)
        : base(message, innerException) => ErrorCode = errorCode;

    /// <summary>The code, such as <c>InvalidRequestException</c> or <c>TooManyRequestsException</c>.</summary>
    public string ErrorCode { get; }

    /// <summary>
    /// Whether the same call may succeed later, after throttling, too many concurrent queries, a server error or no answer.
    /// </summary>
    public bool IsTransient { get; init; }
}
