using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// Makes a query out of Athena's calls: starts it once however often the call must be repeated, waits for it, stops it when nobody waits
/// any more, keeps count of what it read. Safe for use by several threads at once.
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

    /// <summary>A runner over a client.</summary>
    /// <param name="client">The service, or what stands in for it.</param>
    /// <param name="options">How queries are run. Default: as the options' own defaults say.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range.</exception>
    public AthenaQueryRunner(IAthenaClient client, AthenaRunnerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        (_client, _options) = (client, options ?? new());
        _options.Validate();
        _runId = _options.RunId ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
    }

    /// <summary>Number of queries that have ended so far, successfully or not.</summary>
    public int QueryCount => Volatile.Read(ref _queries);

    /// <summary>Bytes that all queries have read so far, which is what is billed.</summary>
    public long ScannedBytes => Interlocked.Read(ref _scannedBytes);

    /// <summary>Time that all queries have taken in the engine so far.</summary>
    public TimeSpan EngineTime => TimeSpan.FromTicks(Interlocked.Read(ref _engineTicks));

    /// <summary>Runs a statement to its end.</summary>
    /// <returns>What it was and its rows, which are read when they are asked for.</returns>
    /// <exception cref="AthenaQueryException">The query failed, was cancelled, took too long or went over the budget.</exception>
    /// <exception cref="AthenaException">A call was refused.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the query has been stopped.</exception>
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

    // A call is not cancelled while it is under way, and one whose answer was lost may have started a query: nothing is left
    // running unseen.
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
                // Still no answer: the query, if there is one, ends at the service's own limit.
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
        Catalog = _options.Catalog,
        Database = query.Database ?? _options.Database,
        WorkGroup = _options.WorkGroup,
        OutputLocation = _options.OutputLocation,
        ExecutionParameters = [.. query.Parameters.Select(parameter => parameter.Sql)],
        ResultReuseMaxAge = query.ResultReuseMaxAge ?? _options.ResultReuseMaxAge,
    };

    // 64 hex digits: the run, the query's number in it, and the query.
    string Token(AthenaQuery query)
    {
        var number = Interlocked.Increment(ref _started);
        var text = string.Join('\0',
        [
            _runId,
            number.ToString(CultureInfo.InvariantCulture),
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

    // Throttled and unanswered calls are made again as they were: the token makes a repeated start the same query.
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

    // Half to all of the wait, by the query's own token: queries started together don't ask together.
    static TimeSpan Jittered(TimeSpan wait, string token, int attempt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{token}{attempt}")));
        return wait * (0.5 + hash[0] / 512d);
    }

    Task DelayAsync(TimeSpan wait, CancellationToken cancellationToken) => Task.Delay(wait, _options.TimeProvider, cancellationToken);

    // Never with the caller's token, which may be the reason, and never over the original failure.
    async Task StopAsync(string id)
    {
        try
        {
            await _client.StopQueryExecutionAsync(id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (AthenaException)
        {
            // The query ends by itself at the service's own limit.
        }
    }

    void Count(AthenaQueryExecution execution)
    {
        Interlocked.Increment(ref _queries);
        Interlocked.Add(ref _scannedBytes, execution.DataScannedBytes ?? 0);
        Interlocked.Add(ref _engineTicks, execution.EngineExecutionTime?.Ticks ?? 0);
    }
}
