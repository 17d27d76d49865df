namespace BiPipeline.Toolkit.Athena;

/// <summary>Error codes of this package; all others are the service's own.</summary>
public static class AthenaErrorCodes
{
    /// <summary>The query failed.</summary>
    public const string Failed = "QueryFailed";

    /// <summary>The query was cancelled by somebody else, or by a limit of its workgroup.</summary>
    public const string Cancelled = "QueryCancelled";

    /// <summary>The query took longer than <see cref="AthenaRunnerOptions.Timeout"/> and was stopped.</summary>
    public const string TimedOut = "QueryTimedOut";

    /// <summary><see cref="AthenaRunnerOptions.MaxScannedBytes"/> is used up.</summary>
    public const string BudgetExceeded = "BudgetExceeded";

    /// <summary>The statement is longer than Athena takes.</summary>
    public const string QueryTooLong = "QueryTooLong";
}
