using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.Tests.Latest;

/// <summary>Athena that ends with an error before or after some statement, once.</summary>
/// <param name="athena">Runs the statements.</param>
sealed class FailingAthena(IAthenaClient athena) : IAthenaClient
{
    /// <summary>Number of statements until the failure; null for none.</summary>
    internal int? FailsIn { get; set; }

    /// <summary>Whether the statement runs, and only its end is not known.</summary>
    internal bool IsAfter { get; set; }

    public async Task<string> StartQueryExecutionAsync(AthenaQueryRequest request, CancellationToken cancellationToken = default)
    {
        if (FailsIn is not { } left || left > 0)
        {
            FailsIn--;
            return await athena.StartQueryExecutionAsync(request, cancellationToken);
        }
        FailsIn = null;
        if (IsAfter)
        {
            var id = await athena.StartQueryExecutionAsync(request, cancellationToken);
            while (!(await athena.GetQueryExecutionAsync(id, cancellationToken)).IsFinished) { await Task.Yield(); }
        }
        throw new AthenaException("AccessDeniedException", "The process ends here.");
    }

    public Task<AthenaQueryExecution> GetQueryExecutionAsync(string queryExecutionId, CancellationToken cancellationToken = default) =>
        athena.GetQueryExecutionAsync(queryExecutionId, cancellationToken);

    public Task StopQueryExecutionAsync(string queryExecutionId, CancellationToken cancellationToken = default) =>
        athena.StopQueryExecutionAsync(queryExecutionId, cancellationToken);

    public Task<AthenaResultPage> GetQueryResultsAsync(string queryExecutionId, string? nextToken, int maxResults, CancellationToken cancellationToken = default) =>
        athena.GetQueryResultsAsync(queryExecutionId, nextToken, maxResults, cancellationToken);
}
