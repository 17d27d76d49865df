namespace BiPipeline.Toolkit.Athena;

/// <summary>What a query ends with instead of a result.</summary>
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
        $"Query {execution.QueryExecutionId} was {execution.State} after {timeout} and has been stopped.");

    [DoesNotReturn]
    internal static void OverBudget(AthenaQueryExecution execution, long budget, long scanned) => throw new AthenaQueryException(
        AthenaException.BudgetExceeded,
        execution,
        $"Query {execution.QueryExecutionId} has been stopped: {Over(budget, scanned)}");

    [DoesNotReturn]
    internal static void BudgetUsedUp(string sql, long budget, long scanned) => throw new AthenaQueryException(
        AthenaException.BudgetExceeded,
        new AthenaQueryExecution("", AthenaQueryState.Queued) { Query = sql },
        $"{Over(budget, scanned)} The query was not started.");

    [DoesNotReturn]
    internal static void TooLong(int bytes) => throw new AthenaException(AthenaException.QueryTooLong, string.Create(
        CultureInfo.InvariantCulture,
        $"The statement has {bytes} bytes; Athena takes {AthenaQueryRequest.MaxQueryBytes}. Split it, or put parts of it into views."));

    static string Over(long budget, long scanned) =>
        string.Create(CultureInfo.InvariantCulture, $"{scanned} bytes are read of a budget of {budget}.");
}
