using System.Globalization;

namespace BiPipeline.Toolkit.Athena.Tests.Latest;

/// <summary>
/// A fake Athena for latest tables: DDL changes the catalog, a count and a comparison have set answers, and any statement may fail some times
/// before it succeeds. Views go to <see cref="Views.FakeAthena"/>.
/// </summary>
sealed class IcebergAthena(InMemoryGlueCatalog catalog) : IAthenaClient
{
    readonly Dictionary<string, AthenaResultPage> _results = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _failures = new(StringComparer.Ordinal);

    internal List<AthenaQueryRequest> Requests { get; } = [];

    internal IEnumerable<string> Kinds => Requests.Select(request => request.QueryString.Split([' ', '\n'], 2)[0]);

    internal IEnumerable<string> Statements => Requests.Select(request => request.QueryString);

    /// <summary>The reasons with which the next statements that start with a word fail.</summary>
    internal Dictionary<string, Queue<string>> Failures { get; } = new(StringComparer.Ordinal);

    internal Queue<long> Different { get; } = new();

    internal long Repeated { get; set; }

    internal long Hiding { get; set; }

    internal Action<string> OnStatement { get; set; } = _ => { };

    public async Task<string> StartQueryExecutionAsync(AthenaQueryRequest request, CancellationToken cancellationToken = default)
    {
        Requests.Add(request);
        OnStatement(request.QueryString);
        var (sql, id) = (request.QueryString, request.ClientRequestToken);
        if (Failures.TryGetValue(sql.Split(' ')[0], out var failures) && failures.TryDequeue(out var failure))
        {
            _failures[id] = failure;
            return id;
        }
        if (sql.StartsWith("CREATE TABLE", StringComparison.Ordinal)) { await CreateAsync(request.Database!, sql); }
        if (sql.StartsWith("DROP TABLE", StringComparison.Ordinal)) { await catalog.DeleteTableAsync(request.Database!, sql.Split('`')[1], CancellationToken.None); }
        _results[id] = sql.Contains("\"hiding\"", StringComparison.Ordinal) ? Page(("hiding", Hiding))
            : sql.Contains("\"different\"", StringComparison.Ordinal)
            ? Page(("expected", 3), ("found", 3), ("different", Different.TryDequeue(out var different) ? different : 0))
            : Page(("rows", 3), ("repeated", Repeated), ("deleted", 1), ("newest", null));
        return id;
    }

    public Task<AthenaQueryExecution> GetQueryExecutionAsync(string queryExecutionId, CancellationToken cancellationToken = default) => Task.FromResult(
        _failures.TryGetValue(queryExecutionId, out var reason)
            ? new AthenaQueryExecution(queryExecutionId, AthenaQueryState.Failed) { StateChangeReason = reason }
            : new AthenaQueryExecution(queryExecutionId, AthenaQueryState.Succeeded) { SubstatementType = "SELECT", DataScannedBytes = 10 });

    public Task StopQueryExecutionAsync(string queryExecutionId, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<AthenaResultPage> GetQueryResultsAsync(string queryExecutionId, string? nextToken, int maxResults, CancellationToken cancellationToken = default) =>
        Task.FromResult(_results[queryExecutionId]);

    // The columns of the DDL, one a line.
    Task CreateAsync(string database, string sql) => catalog.CreateTableAsync(
        database,
        new()
        {
            Name = sql.Split('`')[1],
            TableType = GlueTableInput.ExternalTable,
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["table_type"] = "ICEBERG" },
            Storage = new()
            {
                Columns = [.. sql.Split('\n').Skip(1).TakeWhile(line => line != ")").Select(line => line.Trim().TrimEnd(',').Split(' ')).Select(parts => new GlueColumn(parts[0].Trim('`'), parts[1]))],
                Location = "s3://example-lake/lake/latest/x/",
            },
        });

    static AthenaResultPage Page(params (string Name, long? Value)[] values) => new(
        [.. values.Select(value => new AthenaColumn(value.Name, value.Name == "newest" ? "timestamp" : "bigint"))],
        [[.. values.Select(value => value.Name)], [.. values.Select(value => value.Value?.ToString(CultureInfo.InvariantCulture))]],
        null);
}
