namespace BiPipeline.Toolkit.Athena;

/// <summary>Runs checks, all of them, however many fail.</summary>
/// <param name="runner">Runs the queries.</param>
public sealed class SqlCheckRunner(AthenaQueryRunner runner)
{
    /// <summary>The results in the order of the checks. A query that fails is a check that fails.</summary>
    public async Task<IReadOnlyList<SqlCheckResult>> RunAsync(IReadOnlyList<SqlCheck> checks, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(checks);
        List<SqlCheckResult> results = [];
        foreach (var check in checks) { results.Add(await RunAsync(check, cancellationToken).ConfigureAwait(false)); }
        return results;
    }

    async Task<SqlCheckResult> RunAsync(SqlCheck check, CancellationToken cancellationToken)
    {
        try
        {
            var result = await runner.RunAsync(check.Sql, cancellationToken).ConfigureAwait(false);
            var rows = 0L;
            await foreach (var row in result.ReadRowsAsync(cancellationToken).ConfigureAwait(false)) { rows++; }
            return rows == 0
                ? new(check, Passed: true, null)
                : new(check, Passed: false, string.Create(CultureInfo.InvariantCulture, $"{rows} {(rows == 1 ? "row" : "rows")} where there should be none; query {result.Execution.QueryExecutionId} has them"));
        }
        catch (AthenaException exception)
        {
            return new(check, Passed: false, exception.Message);
        }
    }
}
