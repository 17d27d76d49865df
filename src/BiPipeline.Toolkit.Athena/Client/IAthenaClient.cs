namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The four Athena calls that a query needs, as the service answers them: <see cref="AthenaClient"/> is the service, LocalAthena stands
/// in for it. Every method throws <see cref="AthenaException"/> when the call is refused. <see cref="AthenaQueryRunner"/> makes a query
/// out of them.
/// </summary>
public interface IAthenaClient
{
    /// <summary>Starts a query, or finds the one that was started with the same token.</summary>
    /// <returns>The query's id.</returns>
    Task<string> StartQueryExecutionAsync(AthenaQueryRequest request, CancellationToken cancellationToken = default);

    /// <summary>Where a query stands.</summary>
    Task<AthenaQueryExecution> GetQueryExecutionAsync(string queryExecutionId, CancellationToken cancellationToken = default);

    /// <summary>Asks for a query to be stopped; one that has ended stays as it is.</summary>
    Task StopQueryExecutionAsync(string queryExecutionId, CancellationToken cancellationToken = default);

    /// <summary>One page of a finished query's result.</summary>
    /// <param name="queryExecutionId">The query's id.</param>
    /// <param name="nextToken">The token of the page before; null for the first page.</param>
    /// <param name="maxResults">Rows a page, 1 to 1,000, a header row included.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<AthenaResultPage> GetQueryResultsAsync(
        string queryExecutionId,
        string? nextToken,
        int maxResults,
        CancellationToken cancellationToken = default);
}
