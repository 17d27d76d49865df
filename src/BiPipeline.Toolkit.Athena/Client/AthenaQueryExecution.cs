namespace BiPipeline.Toolkit.Athena;

/// <summary>A query in the form of GetQueryExecution.</summary>
/// <param name="QueryExecutionId">The query's id.</param>
/// <param name="State">The state.</param>
public sealed record AthenaQueryExecution(string QueryExecutionId, AthenaQueryState State)
{
    /// <summary>The reason of the state, usually for failures; null if unknown.</summary>
    public string? StateChangeReason { get; init; }

    /// <summary>
    /// The origin of the failure: 1 the system, 2 the user, 3 other (Athena, "Error type reference"); null without a failure or if unknown.
    /// </summary>
    public int? ErrorCategory { get; init; }

    /// <summary>Number of the failure; null without a failure or if unknown.</summary>
    public int? ErrorType { get; init; }

    /// <summary>The failure's message; null without a failure or if unknown.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Whether the query failed and the service reports that the same query may succeed later.</summary>
    public bool IsRetryable { get; init; }

    /// <summary>The statement.</summary>
    public string? Query { get; init; }

    /// <summary>The kind of statement: <c>DDL</c>, <c>DML</c> or <c>UTILITY</c>; null if unknown.</summary>
    public string? StatementType { get; init; }

    /// <summary>The statement's first words, such as <c>SELECT</c>; null if unknown.</summary>
    public string? SubstatementType { get; init; }

    /// <summary>The database of the query; null for none.</summary>
    public string? Database { get; init; }

    /// <summary>The workgroup.</summary>
    public string? WorkGroup { get; init; }

    /// <summary>The result's object; null if there is none.</summary>
    public string? OutputLocation { get; init; }

    /// <summary>Number of scanned bytes, which AWS charges; null if unknown.</summary>
    public long? DataScannedBytes { get; init; }

    /// <summary>Time in the engine; null if unknown.</summary>
    public TimeSpan? EngineExecutionTime { get; init; }

    /// <summary>Time from acceptance to the end; null if unknown.</summary>
    public TimeSpan? TotalExecutionTime { get; init; }

    /// <summary>Whether the result is that of an earlier query.</summary>
    public bool ReusedPreviousResult { get; init; }

    /// <summary>Time of acceptance; null if unknown.</summary>
    public DateTimeOffset? SubmissionTime { get; init; }

    /// <summary>Time of the end; null while the query runs.</summary>
    public DateTimeOffset? CompletionTime { get; init; }

    /// <summary>Whether the query has ended, with any result.</summary>
    public bool IsFinished => State is AthenaQueryState.Succeeded or AthenaQueryState.Failed or AthenaQueryState.Cancelled;
}
