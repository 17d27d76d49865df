using System.Collections.Concurrent;
using System.Security.Cryptography;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena.Execution;
using BiPipeline.Toolkit.LocalAthena.Results;

namespace BiPipeline.Toolkit.LocalAthena;

/// <summary>
/// A client of a <see cref="LocalAthenaEngine"/> in this process, with Athena's calls: start, poll, read page by page, stop. Thread-safe.
/// Dispose it before the engine; this stops its queries.
/// </summary>
public sealed class LocalAthenaClient : IAthenaClient, IAsyncDisposable
{
    const int MaxPageRows = 1000;

    readonly LocalAthenaEngine _engine;
    readonly ResultWriter? _results;
    readonly Lock _gate = new();
    readonly Dictionary<string, QueryExecution> _executions = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);
    readonly Queue<(string Id, long Characters)> _finished = new();
    readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);
    long _number;
    long _keptCharacters;
    bool _disposed;

    /// <summary>Creates a client with an engine.</summary>
    public LocalAthenaClient(LocalAthenaEngine engine)
        : this(engine, null) { }

    /// <summary>Creates a client that also writes results as objects.</summary>
    internal LocalAthenaClient(LocalAthenaEngine engine, ResultWriter? results)
    {
        ArgumentNullException.ThrowIfNull(engine);
        (_engine, _results) = (engine, results);
        WorkGroups = new(engine.Options);
    }

    internal IGlueCatalog Catalog => _engine.Catalog;

    internal Task DeleteTableAsync(string database, string name, CancellationToken cancellationToken) =>
        _engine.DeleteTableAsync(database, name, cancellationToken);

    internal Task DeleteDatabaseAsync(string name, CancellationToken cancellationToken) =>
        _engine.DeleteDatabaseAsync(name, cancellationToken);

    internal WorkGroups WorkGroups { get; }

    internal NamedStatements Statements => _engine.NamedStatements;

    /// <inheritdoc/>
    public Task<string> StartQueryExecutionAsync(AthenaQueryRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_disposed, this);
        Check(request);
        var group = WorkGroups.Get(request.WorkGroup ?? LocalAthenaOptions.DefaultWorkGroup);
        var statement = Prepare(request, group.Name);
        QueryExecution execution;
        lock (_gate)
        {
            if (_tokens.TryGetValue(request.ClientRequestToken, out var known))
            {
                return _executions[known].Request.Equals(request)
                    ? Task.FromResult(known)
                    : throw Invalid("Idempotent parameters do not match");
            }
            if (_running.Count >= _engine.Options.ActiveQueries)
            {
                throw new AthenaException(
                    RequestError.TooMany,
                    "You have exceeded the limit for the number of queries you can run concurrently. Please reduce the number of "
                    + "concurrent queries submitted by this account.")
                {
                    IsTransient = true,
                };
            }
            var (id, output) = (Id(request.ClientRequestToken, _number++), OutputOf(request, group));
            if (_results is not null && output is not null)
            {
                statement = statement with { TableFolder = $"{output.TrimEnd('/')}/{QueryExecution.Tables}{id}/" };
            }
            execution = new(id, request, statement, _engine.Options.TimeProvider) { Output = output };
            _executions.Add(execution.Id, execution);
            _tokens.Add(request.ClientRequestToken, execution.Id);
            _running[execution.Id] = RunAsync(execution);
        }
        return Task.FromResult(execution.Id);
    }

    /// <inheritdoc/>
    public Task<AthenaQueryExecution> GetQueryExecutionAsync(string queryExecutionId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Find(queryExecutionId).Describe());
    }

    /// <inheritdoc/>
    public Task StopQueryExecutionAsync(string queryExecutionId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Find(queryExecutionId).Stop();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<AthenaResultPage> GetQueryResultsAsync(
        string queryExecutionId,
        string? nextToken,
        int maxResults,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (maxResults is < 1 or > MaxPageRows) { throw Invalid("MaxResults is more than maximum allowed length 1000."); }
        var execution = Find(queryExecutionId);
        var result = execution.Result ?? throw Unfinished(execution);
        return Task.FromResult(Page(execution, result, Offset(execution, nextToken), maxResults));
    }

    /// <summary>Stops running queries and waits until they end.</summary>
    public async ValueTask DisposeAsync()
    {
        QueryExecution[] executions;
        lock (_gate)
        {
            if (_disposed) { return; }
            _disposed = true;
            executions = [.. _executions.Values];
        }
        foreach (var execution in executions) { execution.Stop(); }
        await Task.WhenAll(_running.Values).ConfigureAwait(false);
        foreach (var execution in executions) { execution.Dispose(); }
    }

    /// <summary>Returns a query's request; null when the query does not exist.</summary>
    internal AthenaQueryRequest? RequestOf(string id)
    {
        lock (_gate) { return _executions.GetValueOrDefault(id)?.Request; }
    }

    /// <summary>Returns a query's result; null before its end.</summary>
    internal LocalAthenaResult? ResultOf(string id)
    {
        lock (_gate) { return _executions.GetValueOrDefault(id)?.Result; }
    }

    /// <summary>Lists the queries, newest first.</summary>
    internal IReadOnlyList<string> List(string workGroup)
    {
        lock (_gate)
        {
            return
            [
                .. _executions.Values.Where(execution => (execution.Request.WorkGroup ?? LocalAthenaOptions.DefaultWorkGroup) == workGroup)
                    .Select(execution => execution.Id)
                    .Reverse()
            ];
        }
    }

    async Task RunAsync(QueryExecution execution)
    {
        // On another thread, because the caller's thread holds the lock.
        await Task.Yield();
        var (end, characters) = await OutcomeAsync(execution).ConfigureAwait(false);
        // In this order: a caller that sees the end may start the next query, and the older one must be removed first.
        _running.TryRemove(execution.Id, out _);
        RemoveOldest(execution.Id, characters);
        end();
    }

    async Task<(Action End, long Characters)> OutcomeAsync(QueryExecution execution)
    {
        try
        {
            var result = await _engine.RunAsync(
                execution.Statement,
                execution.Request.Database,
                execution.Start,
                (result, cancellation) => WriteAsync(execution, result, cancellation),
                execution.Stopped).ConfigureAwait(false);
            return (() => execution.Succeed(result), result.Characters);
        }
        catch (OperationCanceledException)
        {
            return (execution.Cancel, 0);
        }
        catch (LocalAthenaQueryException failure)
        {
            return (() => execution.Fail(failure), 0);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var failure = new LocalAthenaQueryException(FailureCode.GenericInternalError, exception.Message);
            return (() => execution.Fail(failure), 0);
        }
    }

    Task WriteAsync(QueryExecution execution, LocalAthenaResult result, CancellationToken cancellationToken) =>
        _results is not null && execution.OutputObject is { } output
            ? _results.WriteAsync(output, result, cancellationToken)
            : Task.CompletedTask;

    // Only the server has a default, because a client in this process could not read the objects.
    string? OutputOf(AthenaQueryRequest request, WorkGroup group) =>
        _results is null ? request.OutputLocation : group.IsEnforced ? group.Output : request.OutputLocation ?? group.Output;

    void RemoveOldest(string finished, long characters)
    {
        lock (_gate)
        {
            _finished.Enqueue((finished, characters));
            _keptCharacters += characters;
            while (_finished.Count > 1
                && (_finished.Count > _engine.Options.KeptQueries || _keptCharacters > _engine.Options.MaxResultCharacters)
                && _executions.Remove(_finished.Peek().Id, out var old))
            {
                _keptCharacters -= _finished.Dequeue().Characters;
                // Not disposed: a caller may be about to stop it.
                _tokens.Remove(old.Request.ClientRequestToken);
            }
        }
    }

    QueryExecution Find(string id)
    {
        lock (_gate) { return _executions.GetValueOrDefault(id) ?? throw Invalid($"QueryExecution {id} was not found"); }
    }

    static void Check(AthenaQueryRequest request)
    {
        var bytes = Encoding.UTF8.GetByteCount(request.QueryString);
        if (bytes == 0) { throw Invalid("QueryString is empty."); }
        if (bytes > AthenaQueryRequest.MaxQueryBytes)
        {
            throw Invalid(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"QueryString has {bytes} bytes; expected at most {AthenaQueryRequest.MaxQueryBytes}."));
        }
        if (request.ClientRequestToken.Length is < 32 or > 128)
        {
            throw Invalid("ClientRequestToken must have 32 to 128 characters.");
        }
        if (request.OutputLocation is { } output) { WorkGroups.CheckOutput(output); }
        if (request.ResultReuseMaxAge is { } age && (age < TimeSpan.Zero || age > TimeSpan.FromDays(7)))
        {
            throw Invalid("MaxAgeInMinutes is outside its range; expected 0 to 10080.");
        }
        if (request.Catalog is { } catalog && !catalog.Equals("AwsDataCatalog", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid($"Catalog {catalog} was not found; expected AwsDataCatalog.");
        }
    }

    PreparedStatement Prepare(AthenaQueryRequest request, string workGroup)
    {
        try
        {
            return _engine.Prepare(request.QueryString, request.ExecutionParameters, workGroup);
        }
        catch (LocalAthenaQueryException exception)
        {
            throw new AthenaException(RequestError.Invalid, exception.Message, exception);
        }
    }

    static AthenaResultPage Page(QueryExecution execution, LocalAthenaResult result, int offset, int maxResults)
    {
        // A SELECT has its column names as the first row, only on the first page.
        var statement = execution.Statement.Statement;
        var header = statement.Type == AthenaStatementType.Dml && !statement.CountsRows ? 1 : 0;
        List<IReadOnlyList<string?>> rows = [];
        var count = statement.CountsRows ? 0 : result.Rows.Count + header;
        var end = Math.Min(offset + maxResults, count);
        for (var i = offset; i < end; i++)
        {
            rows.Add(i < header ? [.. result.Columns.Select(column => (string?)column.Name)] : result.Rows[i - header]);
        }
        var columns = result.Columns.Select(column => new AthenaColumn(column.Name, column.ResultType, column.Precision, column.Scale))
            .ToArray();
        return new(columns, rows, end < count ? Token(execution.Id, end) : null) { UpdateCount = result.UpdateCount ?? 0 };
    }

    static string Token(string id, int offset) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}:{offset}")));

    static int Offset(QueryExecution execution, string? token)
    {
        if (token is null) { return 0; }
        Span<byte> bytes = new byte[token.Length];
        if (Convert.TryFromBase64String(token, bytes, out var length)
            && Encoding.UTF8.GetString(bytes[..length]).Split(':') is [var id, var offset]
            && id == execution.Id
            && int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }
        throw Invalid("NextToken is not valid for this query.");
    }

    static AthenaException Unfinished(QueryExecution execution)
    {
        var state = execution.Describe();
        var name = state.State.ToString().ToUpperInvariant();
        return Invalid(
            state.IsFinished
                ? $"Query did not finish successfully. Final query state: {name}"
                : $"Query has not yet finished. Current state: {name}");
    }

    // From the token and a counter, so that a test that sends the same queries gets the same ids.
    static string Id(string token, long number) =>
        new Guid(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number}:{token}")))
                .AsSpan(0, 16)).ToString();

    static AthenaException Invalid(string message) => new(RequestError.Invalid, message);
}
