namespace BiPipeline.Toolkit.Athena;

/// <summary>A query as GetQueryExecution describes it.</summary>
/// <param name="QueryExecutionId">The query's id.</param>
/// <param name="State">Where it stands.</param>
public sealed record AthenaQueryExecution(string QueryExecutionId, AthenaQueryState State)
{
    /// <summary>Why it stands there, mostly for failures; null when not said.</summary>
    public string? StateChangeReason { get; init; }

    /// <summary>
    /// Whose failure it was: 1 the system's, 2 the user's, 3 another (Athena, "Error type reference"); null when it did not fail or the
    /// service does not say.
    /// </summary>
    public int? ErrorCategory { get; init; }

    /// <summary>The failure's number; null when it did not fail or the service does not say.</summary>
    public int? ErrorType { get; init; }

    /// <summary>The failure's message; null when it did not fail or the service does not say.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>It failed, and the service says that the same query may succeed next time.</summary>
    public bool IsRetryable { get; init; }

    /// <summary>The statement.</summary>
    public string? Query { get; init; }

    /// <summary>The kind of statement: <c>DDL</c>, <c>DML</c> or <c>UTILITY</c>; null when not said.</summary>
    public string? StatementType { get; init; }

    /// <summary>The statement's first words, such as <c>SELECT</c>; null when not said.</summary>
    public string? SubstatementType { get; init; }

    /// <summary>The database of the query; null for none.</summary>
    public string? Database { get; init; }

    /// <summary>The workgroup.</summary>
    public string? WorkGroup { get; init; }

    /// <summary>The result's object; null when there is none.</summary>
    public string? OutputLocation { get; init; }

    /// <summary>Bytes read so far, which is what is billed; null when not said.</summary>
    public long? DataScannedBytes { get; init; }

    /// <summary>Time in the engine; null when not said.</summary>
    public TimeSpan? EngineExecutionTime { get; init; }

    /// <summary>Time from acceptance to the end; null when not said.</summary>
    public TimeSpan? TotalExecutionTime { get; init; }

    /// <summary>The answer came from an earlier query's result.</summary>
    public bool ReusedPreviousResult { get; init; }

    /// <summary>When it was accepted; null when not said.</summary>
    public DateTimeOffset? SubmissionTime { get; init; }

    /// <summary>When it ended; null when it has not.</summary>
    public DateTimeOffset? CompletionTime { get; init; }

    /// <summary>True when it has ended, one way or another.</summary>
    public bool IsFinished => State is AthenaQueryState.Succeeded or AthenaQueryState.Failed or AthenaQueryState.Cancelled;
}
