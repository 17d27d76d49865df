using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.AthenaSql.Sql;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>A query, from QUEUED until it ends.</summary>
sealed class QueryExecution(string id, AthenaQueryRequest request, PreparedStatement statement, TimeProvider time) : IDisposable
{
    readonly Lock _gate = new();
    readonly CancellationTokenSource _stop = new();
    readonly DateTimeOffset _submitted = time.GetUtcNow();
    readonly long _submittedAt = time.GetTimestamp();
    AthenaQueryState _state = AthenaQueryState.Queued;
    DateTimeOffset? _completed;
    TimeSpan _queued;
    TimeSpan _total;
    LocalAthenaQueryException? _failure;
    LocalAthenaResult? _result;

    /// <summary>The folder of tables below the location of results.</summary>
    internal const string Tables = "tables/";

    internal string Id { get; } = id;

    internal AthenaQueryRequest Request { get; } = request;

    internal PreparedStatement Statement { get; } = statement;

    /// <summary>The location of results; null for none.</summary>
    internal string? Output { get; init; }

    /// <summary>The result's object; null for none.</summary>
    internal string? OutputObject => Output is { } output ? $"{output.TrimEnd('/')}/{Folder}{Id}{Extension}" : null;

    string Folder => Statement.Statement is Statement.CreateTableAs ? Tables : "";

    // What writes rows has no data in its result.
    string Extension => Statement.Statement switch
    {
        { CountsRows: true } => "",
        { Type: AthenaStatementType.Dml } => ".csv",
        _ => ".txt",
    };

    internal CancellationToken Stopped => _stop.Token;

    internal LocalAthenaResult? Result
    {
        get
        {
            lock (_gate) { return _result; }
        }
    }

    internal void Start()
    {
        lock (_gate)
        {
            if (_state != AthenaQueryState.Queued) { return; }
            (_state, _queued) = (AthenaQueryState.Running, time.GetElapsedTime(_submittedAt));
        }
    }

    internal void Succeed(LocalAthenaResult result) => End(AthenaQueryState.Succeeded, result, null);

    internal void Fail(LocalAthenaQueryException failure) => End(AthenaQueryState.Failed, null, failure);

    internal void Cancel() => End(AthenaQueryState.Cancelled, null, null);

    /// <summary>Requests the query's end. A query that has ended does not change.</summary>
    internal void Stop()
    {
        Cancel();
        _stop.Cancel();
    }

    internal AthenaQueryExecution Describe()
    {
        lock (_gate)
        {
            return new(Id, _state)
            {
                StateChangeReason = _state == AthenaQueryState.Cancelled ? "Query cancelled by user" : _failure?.Reason,
                ErrorCategory = _failure is null ? null : FailureNumbers.Of(_failure).Category,
                ErrorType = _failure is null ? null : FailureNumbers.Of(_failure).Type,
                ErrorMessage = _failure?.Reason,
                Query = Request.QueryString,
                StatementType = Statement.Statement.TypeName,
                SubstatementType = Statement.Statement.Substatement,
                Database = Request.Database,
                WorkGroup = Request.WorkGroup ?? LocalAthenaOptions.DefaultWorkGroup,
                OutputLocation = OutputObject,
                DataScannedBytes = _result?.DataScannedBytes ?? 0,
                EngineExecutionTime = _completed is null ? null : _total - _queued,
                TotalExecutionTime = _completed is null ? null : _total,
                SubmissionTime = _submitted,
                CompletionTime = _completed,
            };
        }
    }

    public void Dispose() => _stop.Dispose();

    void End(AthenaQueryState state, LocalAthenaResult? result, LocalAthenaQueryException? failure)
    {
        lock (_gate)
        {
            if (_completed is not null) { return; }
            (_state, _result, _failure) = (state, result, failure);
            (_completed, _total) = (time.GetUtcNow(), time.GetElapsedTime(_submittedAt));
        }
    }
}
