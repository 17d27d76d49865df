namespace BiPipeline.Toolkit.Athena;

/// <summary>A query ended without a result: it failed, was cancelled, timed out or exceeded the budget.</summary>
public sealed class AthenaQueryException : AthenaException
{
    /// <summary>Creates the exception for a query.</summary>
    public AthenaQueryException(string errorCode, AthenaQueryExecution execution, string message, Exception? innerException = null)
        : base(errorCode, message, innerException) => Execution = execution;

    /// <summary>The last known execution of the query.</summary>
    public AthenaQueryExecution Execution { get; }

    /// <summary>The query's id.</summary>
    public string QueryExecutionId => Execution.QueryExecutionId;

    /// <summary>The last known state.</summary>
    public AthenaQueryState State => Execution.State;

    /// <summary>The service's reason; null if unknown.</summary>
    public string? Reason => Execution.StateChangeReason;

    /// <summary>The origin: 1 the system, 2 the user, 3 other; null if unknown.</summary>
    public int? Category => Execution.ErrorCategory;

    /// <summary>Number of scanned bytes, which AWS charges despite the failure.</summary>
    public long ScannedBytes => Execution.DataScannedBytes ?? 0;
}
