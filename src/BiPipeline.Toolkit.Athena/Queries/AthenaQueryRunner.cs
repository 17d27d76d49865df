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
    readonly TimeProvider _time;
    readonly string _runId;
    readonly Lock _gate = new();
    AthenaTotals _totals = new(0, 0, TimeSpan.Zero);
    int _started;

    /// <summary>A runner over a client, on the system's clock.</summary>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public AthenaQueryRunner(IAthenaClient client, AthenaRunnerOptions options) : this(client, options, TimeProvider.System) { }

    /// <summary>A runner over a client.</summary>
    /// <param name="client">The service, or what stands in for it.</param>
    /// <param name="options">How queries are run.</param>
    /// <param name="time">The clock that waits and time-outs go by.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public AthenaQueryRunner(IAthenaClient client, AthenaRunnerOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(nameof(options));
        (_client, _options, _time) = (client, options, time);
        _runId = options.RunId ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
    }

    /// <summary>What all queries came to so far.</summary>
    public AthenaTotals Totals
    {
        get
        {
            lock (_gate) { return _totals; }
        }
    }

    /// <summary>Runs a statement to its end.</summary>
    /// <returns>What it was and its rows, which are read when they are asked for.</returns>
    /// <exception cref="AthenaQueryException">The query failed, was cancelled, took too long or went over the budget.</exception>
    /// <exception cref="AthenaException">A call was refused.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the query has been stopped.</exception>
    public Task<AthenaQueryResult> RunAsync(string sql, CancellationToken cancellationToken = default) => RunAsync(new AthenaQuery(sql), cancellationToken);

    /// <inheritdoc cref="RunAsync(string, CancellationToken)"/>
    public async Task<AthenaQueryResult> RunAsync(AthenaQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var request = Request(query);
        CheckSize(request);
        CheckBudget(request);
        cancellationToken.ThrowIfCancellationRequested();

        var begun = _time.GetTimestamp();
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
            AthenaQueryState.Cancelled => throw new AthenaQueryException(AthenaErrorCodes.Cancelled, execution, $"Query {execution.QueryExecutionId} was cancelled: {execution.StateChangeReason ?? "no reason given"}"),
            _ => throw new AthenaQueryException(AthenaErrorCodes.Failed, execution, $"Query {execution.QueryExecutionId} failed: {execution.StateChangeReason ?? execution.Error?.Message ?? "no reason given"}") { IsTransient = execution.Error?.Retryable ?? false },
        };
    }

    // A call is not cancelled while it is under way, and one whose answer was lost may have started a query: nothing is left running unseen.
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
        ExecutionParameters = query.Parameters,
        ResultReuseMaxAge = query.ResultReuseMaxAge ?? _options.ResultReuseMaxAge,
    };

    // 64 hex digits: the run, the query's number in it, and the query.
    string Token(AthenaQuery query)
    {
        var number = Interlocked.Increment(ref _started);
        var text = string.Join('\0', [_runId, number.ToString(CultureInfo.InvariantCulture), query.Database ?? _options.Database ?? "", query.Sql, .. query.Parameters]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    static void CheckSize(AthenaQueryRequest request)
    {
        var bytes = Encoding.UTF8.GetByteCount(request.QueryString);
        if (bytes > AthenaQueryRequest.MaxQueryBytes)
        {
            throw new AthenaException(AthenaErrorCodes.QueryTooLong, string.Create(CultureInfo.InvariantCulture, $"The statement has {bytes} bytes; Athena takes {AthenaQueryRequest.MaxQueryBytes}. Split it, or put parts of it into views."));
        }
    }

    void CheckBudget(AthenaQueryRequest request)
    {
        if (_options.MaxScannedBytes is { } budget && Totals.ScannedBytes >= budget)
        {
            throw new AthenaQueryException(AthenaErrorCodes.BudgetExceeded, new("", AthenaQueryState.Queued) { Query = request.QueryString }, Over(budget, Totals.ScannedBytes) + " The query was not started.");
        }
    }

    async Task<AthenaQueryExecution> WaitAsync(string id, string token, long begun, CancellationToken cancellationToken)
    {
        var wait = _options.FirstPoll;
        for (var look = 0; ; look++)
        {
            await DelayAsync(Jittered(wait, token, look), cancellationToken).ConfigureAwait(false);
            var execution = await RetryAsync(() => _client.GetQueryExecutionAsync(id, cancellationToken), token, cancellationToken).ConfigureAwait(false);
            if (execution.IsFinished) { return execution; }
            if (_time.GetElapsedTime(begun) > _options.Timeout)
            {
                await StopAsync(id).ConfigureAwait(false);
                Count(execution);
                throw new AthenaQueryException(AthenaErrorCodes.TimedOut, execution, $"Query {id} was {execution.State} after {_options.Timeout} and has been stopped.");
            }
            if (_options.MaxScannedBytes is { } budget && Totals.ScannedBytes + execution.DataScannedBytes > budget)
            {
                await StopAsync(id).ConfigureAwait(false);
                Count(execution);
                throw new AthenaQueryException(AthenaErrorCodes.BudgetExceeded, execution, $"Query {id} has been stopped: {Over(budget, Totals.ScannedBytes)}");
            }
            wait = wait * 1.5 < _options.LongestPoll ? wait * 1.5 : _options.LongestPoll;
        }
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

    Task DelayAsync(TimeSpan wait, CancellationToken cancellationToken) => Task.Delay(wait, _time, cancellationToken);

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
        lock (_gate) { _totals = new(_totals.Queries + 1, _totals.ScannedBytes + (execution.DataScannedBytes ?? 0), _totals.EngineTime + (execution.EngineExecutionTime ?? TimeSpan.Zero)); }
    }

    static string Over(long budget, long scanned) => string.Create(CultureInfo.InvariantCulture, $"{scanned} bytes are read of a budget of {budget}.");
}
