namespace BiPipeline.Toolkit.Athena.Tests.Queries;

/// <summary>Answers a runner's calls from a script. A start with the same token returns the same query.</summary>
sealed class ScriptedAthena : IAthenaClient
{
    readonly Dictionary<string, string> _queries = new(StringComparer.Ordinal);

    internal List<string> Calls { get; } = [];

    internal List<AthenaQueryRequest> Requests { get; } = [];

    internal int QueriesStarted => _queries.Count;

    internal Queue<Exception?> StartFailures { get; } = new();

    internal Queue<Func<string, AthenaQueryExecution>> States { get; } = new();

    internal Queue<Func<AthenaResultPage>> Pages { get; } = new();

    internal Action BeforeStart { get; set; } = () => { };

    internal Action BeforeGet { get; set; } = () => { };

    public Task<string> StartQueryExecutionAsync(AthenaQueryRequest request, CancellationToken cancellationToken = default)
    {
        Calls.Add("start");
        BeforeStart();
        Requests.Add(request);
        // The service has the query even if its answer is lost.
        if (!_queries.TryGetValue(request.ClientRequestToken, out var id)) { _queries[request.ClientRequestToken] = id = $"q{_queries.Count + 1}"; }
        return StartFailures.TryDequeue(out var failure) && failure is not null ? Task.FromException<string>(failure) : Task.FromResult(id);
    }

    public Task<AthenaQueryExecution> GetQueryExecutionAsync(string queryExecutionId, CancellationToken cancellationToken = default)
    {
        Calls.Add($"get {queryExecutionId}");
        BeforeGet();
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(States.Count > 0 ? States.Dequeue()(queryExecutionId) : new AthenaQueryExecution(queryExecutionId, AthenaQueryState.Succeeded));
    }

    public Task StopQueryExecutionAsync(string queryExecutionId, CancellationToken cancellationToken = default)
    {
        Calls.Add($"stop {queryExecutionId}");
        return Task.CompletedTask;
    }

    public Task<AthenaResultPage> GetQueryResultsAsync(string queryExecutionId, string? nextToken, int maxResults, CancellationToken cancellationToken = default)
    {
        Calls.Add($"results {queryExecutionId} {nextToken ?? "-"} {maxResults}");
        return Task.FromResult(Pages.Dequeue()());
    }
}
