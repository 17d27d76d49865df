namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// Runs statements in a table's catalog and database. A statement whose commit lost to another one, or that was throttled, runs again from
/// its start as a new query.
/// </summary>
sealed class LatestRunner(AthenaQueryRunner runner, LatestTarget target, LatestRefreshOptions options)
{
    const string CommitLost = "ICEBERG_COMMIT_ERROR";
    const string MoreRuns = "MORE_RUNS_NEEDED";

    internal int Retries { get; private set; }

    internal async Task<AthenaQueryResult> RunAsync(string sql, CancellationToken cancellationToken)
    {
        var wait = options.FirstWait;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var query = new AthenaQuery(sql) { Catalog = target.Catalog, Database = target.TableDatabase };
                return await runner.RunAsync(query, cancellationToken).ConfigureAwait(false);
            }
            catch (AthenaException exception) when (MayPass(exception) && attempt < options.Attempts)
            {
                Retries++;
                await Task.Delay(wait, options.TimeProvider, cancellationToken).ConfigureAwait(false);
                wait *= 2;
            }
        }
    }

    /// <summary>Runs OPTIMIZE or VACUUM until no more runs are needed.</summary>
    /// <returns>Number of runs.</returns>
    internal async Task<int> RepeatAsync(string sql, Func<CancellationToken, Task> beforeEach, CancellationToken cancellationToken)
    {
        for (var run = 1; ; run++)
        {
            await beforeEach(cancellationToken).ConfigureAwait(false);
            try
            {
                await RunAsync(sql, cancellationToken).ConfigureAwait(false);
                return run;
            }
            catch (AthenaQueryException exception) when (Says(exception, MoreRuns) && run < options.MaintenanceRuns)
            {
                // Each run does a part.
            }
        }
    }

    static bool MayPass(AthenaException exception) =>
        (exception.IsTransient || Says(exception, CommitLost)) && !Says(exception, MoreRuns);

    static bool Says(AthenaException exception, string code) => exception.Message.Contains(code, StringComparison.Ordinal);
}
