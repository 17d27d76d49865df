namespace BiPipeline.Toolkit.Athena;

/// <summary>The errors of queries.</summary>
static class AthenaThrow
{
    [DoesNotReturn]
    internal static AthenaQueryResult Cancelled(AthenaQueryExecution execution) => throw new AthenaQueryException(
        AthenaException.QueryCancelled,
        execution,
        $"Query {execution.QueryExecutionId} was cancelled: {execution.StateChangeReason ?? "no reason given"}");

    [DoesNotReturn]
    internal static AthenaQueryResult Failed(AthenaQueryExecution execution) => throw new AthenaQueryException(
        AthenaException.QueryFailed,
        execution,
        $"Query {execution.QueryExecutionId} failed: {execution.StateChangeReason ?? execution.ErrorMessage ?? "no reason given"}")
    {
        IsTransient = execution.IsRetryable,
    };

    [DoesNotReturn]
    internal static void TimedOut(AthenaQueryExecution execution, TimeSpan timeout) => throw new AthenaQueryException(
        AthenaException.QueryTimedOut,
        execution,
        $"Query {execution.QueryExecutionId} timed out after {timeout} in state {execution.State} and was stopped.");

    [DoesNotReturn]
    internal static void OverBudget(AthenaQueryExecution execution, long budget, long scanned) => throw new AthenaQueryException(
        AthenaException.BudgetExceeded,
        execution,
        $"Query {execution.QueryExecutionId} was stopped: {Over(budget, scanned)}");

    [DoesNotReturn]
    internal static void BudgetUsedUp(string sql, long budget, long scanned) => throw new AthenaQueryException(
        AthenaException.BudgetExceeded,
        new AthenaQueryExecution("", AthenaQueryState.Queued) { Query = sql },
        $"{Over(budget, scanned)} The query was not started.");

    [DoesNotReturn]
    internal static void TooLong(int bytes) => throw new AthenaException(AthenaException.QueryTooLong, string.Create(
        CultureInfo.InvariantCulture,
        $"The statement has {bytes} bytes; expected at most {AthenaQueryRequest.MaxQueryBytes}. Split it, or move parts into views."));

    static string Over(long budget, long scanned) =>
        string.Create(CultureInfo.InvariantCulture, $"{scanned} bytes are scanned; expected at most {budget}.");
}
