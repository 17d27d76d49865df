using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// Runs queries with Athena's calls. It starts each query only once even when it repeats the call, waits for it, stops it when the caller
/// cancels, and counts the scanned bytes. Thread-safe.
/// </summary>
public sealed class AthenaQueryRunner
{
    readonly IAthenaClient _client;
    readonly AthenaRunnerOptions _options;
    readonly string _runId;
    int _started;
    int _queries;
    long _scannedBytes;
    long _engineTicks;

    /// <summary>Creates a runner with a client.</summary>
    /// <param name="client">The service or a substitute.</param>
    /// <param name="options">The options. Default (null): the defaults.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range.</exception>
    public AthenaQueryRunner(IAthenaClient client, AthenaRunnerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        (_client, _options) = (client, options ?? new());
        _options.Validate();
        _runId = _options.RunId ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
    }

    /// <summary>Number of queries that have ended, with any result.</summary>
    public int QueryCount => Volatile.Read(ref _queries);

    /// <summary>Number of bytes that all queries have scanned, which AWS charges.</summary>
    public long ScannedBytes => Interlocked.Read(ref _scannedBytes);

    /// <summary>Time of all queries in the engine.</summary>
    public TimeSpan EngineTime => TimeSpan.FromTicks(Interlocked.Read(ref _engineTicks));

    /// <summary>Runs a statement to its end.</summary>
    /// <returns>The query and its rows, which are read on demand.</returns>
    /// <exception cref="AthenaQueryException">The query failed, was cancelled, timed out or exceeded the budget.</exception>
    /// <exception cref="AthenaException">The service refused a call.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, and the query was stopped.</exception>
    public Task<AthenaQueryResult> RunAsync(string sql, CancellationToken cancellationToken = default) =>
        RunAsync(new AthenaQuery(sql), cancellationToken);

    /// <inheritdoc cref="RunAsync(string, CancellationToken)"/>
    public async Task<AthenaQueryResult> RunAsync(AthenaQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var request = Request(query);
        CheckSize(request);
        CheckBudget(request);
        cancellationToken.ThrowIfCancellationRequested();

        var begun = _options.TimeProvider.GetTimestamp();
        var id = await StartAsync(request, cancellationToken).ConfigureAwait(false);
        AthenaQueryExecution execution;
        try
        {
            execution = await WaitAsync(id, request.ClientRequestToken, begun, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await StopAsync(id).ConfigureAwait(false);
            throw;
        }
        Count(execution);
        return execution.State switch
        {
            AthenaQueryState.Succeeded => new(this, execution, query.Sql),
            AthenaQueryState.Cancelled => AthenaThrow.Cancelled(execution),
            _ => AthenaThrow.Failed(execution),
        };
    }

    // Does not cancel a call in progress. A call whose answer was lost may have started a query, so the start is repeated to stop that
    // query.
    async Task<string> StartAsync(AthenaQueryRequest request, CancellationToken cancellationToken)
    {
        var mayRun = false;
        try
        {
            return await RetryAsync(StartOnceAsync, request.ClientRequestToken, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (mayRun)
        {
            try
            {
                await StopAsync(await StartOnceAsync().ConfigureAwait(false)).ConfigureAwait(false);
            }
            catch (AthenaException)
            {
                // Still no answer: a query that was started ends at the service's own limit.
            }
            throw;
        }

        async Task<string> StartOnceAsync()
        {
            try
            {
                return await _client.StartQueryExecutionAsync(request, CancellationToken.None).ConfigureAwait(false);
            }
            catch (AthenaException exception) when (exception.ErrorCode is not ("ThrottlingException" or "TooManyRequestsException"))
            {
                mayRun = exception.IsTransient;
                throw;
            }
        }
    }

    internal Task<AthenaResultPage> ReadPageAsync(string id, string? nextToken, CancellationToken cancellationToken) =>
        RetryAsync(() => _client.GetQueryResultsAsync(id, nextToken, _options.PageRows, cancellationToken), id, cancellationToken);

    AthenaQueryRequest Request(AthenaQuery query) => new()
    {
        QueryString = query.Sql,
        ClientRequestToken = query.Token ?? Token(query),
        Catalog = query.Catalog ?? _options.Catalog,
        Database = query.Database ?? _options.Database,
        WorkGroup = _options.WorkGroup,
        OutputLocation = _options.OutputLocation,
        ExecutionParameters = [.. query.Parameters.Select(parameter => parameter.Sql)],
        ResultReuseMaxAge = query.ResultReuseMaxAge ?? _options.ResultReuseMaxAge,
    };

    // 64 hex digits from the run, the number of the query in it, and the query.
    string Token(AthenaQuery query)
    {
        var number = Interlocked.Increment(ref _started);
        var text = string.Join('\0',
        [
            _runId,
            number.ToString(CultureInfo.InvariantCulture),
            query.Catalog ?? _options.Catalog ?? "",
            query.Database ?? _options.Database ?? "",
            query.Sql,
            .. query.Parameters.Select(parameter => parameter.Sql),
        ]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    static void CheckSize(AthenaQueryRequest request)
    {
        var bytes = Encoding.UTF8.GetByteCount(request.QueryString);
        if (bytes > AthenaQueryRequest.MaxQueryBytes) { AthenaThrow.TooLong(bytes); }
    }

    void CheckBudget(AthenaQueryRequest request)
    {
        if (_options.MaxScannedBytes is { } budget && ScannedBytes >= budget)
        {
            AthenaThrow.BudgetUsedUp(request.QueryString, budget, ScannedBytes);
        }
    }

    async Task<AthenaQueryExecution> WaitAsync(string id, string token, long begun, CancellationToken cancellationToken)
    {
        var wait = _options.FirstPoll;
        for (var look = 0; ; look++)
        {
            await DelayAsync(Jittered(wait, token, look), cancellationToken).ConfigureAwait(false);
            var execution = await RetryAsync(LookAsync, token, cancellationToken).ConfigureAwait(false);
            if (execution.IsFinished) { return execution; }
            if (_options.TimeProvider.GetElapsedTime(begun) > _options.Timeout)
            {
                await StopAsync(id).ConfigureAwait(false);
                Count(execution);
                AthenaThrow.TimedOut(execution, _options.Timeout);
            }
            if (_options.MaxScannedBytes is { } budget && ScannedBytes + execution.DataScannedBytes > budget)
            {
                await StopAsync(id).ConfigureAwait(false);
                Count(execution);
                AthenaThrow.OverBudget(execution, budget, ScannedBytes);
            }
            wait = wait * 1.5 < _options.LongestPoll ? wait * 1.5 : _options.LongestPoll;
        }

        Task<AthenaQueryExecution> LookAsync() => _client.GetQueryExecutionAsync(id, cancellationToken);
    }

    // Repeats throttled and unanswered calls unchanged: the token makes a repeated start return the same query.
    async Task<T> RetryAsync<T>(Func<Task<T>> call, string token, CancellationToken cancellationToken)
    {
        var wait = _options.FirstPoll;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (AthenaException exception) when (exception.IsTransient && attempt < _options.MaxRetries)
            {
                await DelayAsync(Jittered(wait, token, attempt), cancellationToken).ConfigureAwait(false);
                wait = wait * 2 < _options.LongestPoll ? wait * 2 : _options.LongestPoll;
            }
        }
    }

    // Half to all of the wait, from the query's own token, so that queries that start together do not poll together.
    static TimeSpan Jittered(TimeSpan wait, string token, int attempt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{token}{attempt}")));
        return wait * (0.5 + hash[0] / 512d);
    }

    Task DelayAsync(TimeSpan wait, CancellationToken cancellationToken) => Task.Delay(wait, _options.TimeProvider, cancellationToken);

    // Without the caller's token, which may be the reason; does not replace the original failure.
    async Task StopAsync(string id)
    {
        try
        {
            await _client.StopQueryExecutionAsync(id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (AthenaException)
        {
            // The query ends at the service's own limit.
        }
    }

    void Count(AthenaQueryExecution execution)
    {
        Interlocked.Increment(ref _queries);
        Interlocked.Add(ref _scannedBytes, execution.DataScannedBytes ?? 0);
        Interlocked.Add(ref _engineTicks, execution.EngineExecutionTime?.Ticks ?? 0);
    }
}
