namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The four Athena calls of a query. <see cref="AthenaClient"/> is the service, and LocalAthena a local substitute. Every method throws
/// <see cref="AthenaException"/> when the service refuses the call. <see cref="AthenaQueryRunner"/> runs queries with these calls.
/// </summary>
public interface IAthenaClient
{
    /// <summary>Starts a query, or returns the query that was started with the same token.</summary>
    /// <returns>The query's id.</returns>
    Task<string> StartQueryExecutionAsync(AthenaQueryRequest request, CancellationToken cancellationToken = default);

    /// <summary>Returns the state of a query.</summary>
    Task<AthenaQueryExecution> GetQueryExecutionAsync(string queryExecutionId, CancellationToken cancellationToken = default);

    /// <summary>Requests the stop of a query. A query that has ended does not change.</summary>
    Task StopQueryExecutionAsync(string queryExecutionId, CancellationToken cancellationToken = default);

    /// <summary>Returns one page of a finished query's result.</summary>
    /// <param name="queryExecutionId">The query's id.</param>
    /// <param name="nextToken">The token from the previous page; null for the first page.</param>
    /// <param name="maxResults">Number of rows per page, 1 to 1,000, including a header row.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<AthenaResultPage> GetQueryResultsAsync(
        string queryExecutionId,
        string? nextToken,
        int maxResults,
        CancellationToken cancellationToken = default);
}
