namespace BiPipeline.Toolkit.Athena;

/// <summary>A query ended without a result: it failed, was cancelled, took too long or went over the budget.</summary>
public sealed class AthenaQueryException : AthenaException
{
    /// <summary>The end of this query.</summary>
    public AthenaQueryException(string errorCode, AthenaQueryExecution execution, string message, Exception? innerException = null)
        : base(errorCode, message, innerException) => Execution = execution;

    /// <summary>The query as it was last seen.</summary>
    public AthenaQueryExecution Execution { get; }

    /// <summary>The query's id.</summary>
    public string QueryExecutionId => Execution.QueryExecutionId;

    /// <summary>Where it stood.</summary>
    public AthenaQueryState State => Execution.State;

    /// <summary>Why, in the service's words; null when it did not say.</summary>
    public string? Reason => Execution.StateChangeReason;

    /// <summary>1 the system, 2 the user, 3 other; null when the service did not say.</summary>
    public int? Category => Execution.ErrorCategory;

    /// <summary>Bytes that were read all the same, and are billed.</summary>
    public long ScannedBytes => Execution.DataScannedBytes ?? 0;
}
