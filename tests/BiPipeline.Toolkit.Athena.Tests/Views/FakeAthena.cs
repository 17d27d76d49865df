using System.Text;
using System.Text.Json;

namespace BiPipeline.Toolkit.Athena.Tests.Views;

/// <summary>
/// A fake Athena for views: CREATE OR REPLACE VIEW writes a view with reformatted text to the catalog. It does not parse SQL, so a test sets the
/// columns of a query.
/// </summary>
sealed class FakeAthena(IGlueCatalog catalog) : IAthenaClient
{
    readonly Dictionary<string, IReadOnlyList<AthenaColumn>> _results = new(StringComparer.Ordinal);

    internal List<string> Statements { get; } = [];

    internal IEnumerable<string> Writes => Statements.Where(sql => !sql.StartsWith("SELECT", StringComparison.Ordinal)).Select(sql => sql.Split('\n')[0]);

    internal Func<string, IReadOnlyList<AthenaColumn>> ColumnsOf { get; set; } = _ => [new("x", "bigint")];

    internal Func<string, string?> FailureOf { get; set; } = _ => null;

    public async Task<string> StartQueryExecutionAsync(AthenaQueryRequest request, CancellationToken cancellationToken = default)
    {
        Statements.Add(request.QueryString);
        var failure = FailureOf(request.QueryString);
        if (failure is null && request.QueryString.StartsWith("CREATE OR REPLACE VIEW", StringComparison.Ordinal)) { await CreateAsync(request); }
        if (failure is null && request.QueryString.StartsWith("DROP VIEW", StringComparison.Ordinal)) { await catalog.DeleteTableAsync(request.Database!, request.QueryString.Split('"')[1], CancellationToken.None); }
        _results[request.ClientRequestToken] = ColumnsOf(request.QueryString);
        return failure is null ? request.ClientRequestToken : "failed: " + failure;
    }

    public Task<AthenaQueryExecution> GetQueryExecutionAsync(string queryExecutionId, CancellationToken cancellationToken = default) => Task.FromResult(
        queryExecutionId.StartsWith("failed", StringComparison.Ordinal)
            ? new AthenaQueryExecution("q", AthenaQueryState.Failed) { StateChangeReason = queryExecutionId[8..] }
            : new AthenaQueryExecution(queryExecutionId, AthenaQueryState.Succeeded));

    public Task StopQueryExecutionAsync(string queryExecutionId, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<AthenaResultPage> GetQueryResultsAsync(string queryExecutionId, string? nextToken, int maxResults, CancellationToken cancellationToken = default) =>
        Task.FromResult(new AthenaResultPage(_results[queryExecutionId], [], null));

    async Task CreateAsync(AthenaQueryRequest request)
    {
        var name = request.QueryString.Split('"')[1];
        var query = request.QueryString[(request.QueryString.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        var columns = ColumnsOf(query);
        var stored = JsonSerializer.Serialize(new
        {
            originalSql = string.Join(' ', query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            catalog = "awsdatacatalog",
            schema = request.Database,
            columns = columns.Select(column => new { name = column.Name, type = column.Type }),
        });
        var view = new GlueTableInput
        {
            Name = name,
            TableType = GlueTableInput.VirtualView,
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["presto_view"] = "true", ["comment"] = "Presto View" },
            Storage = new() { Columns = [.. columns.Select(column => new GlueColumn(column.Name, HiveType(column)))], Location = "" },
            ViewOriginalText = $"/* Presto View: {Convert.ToBase64String(Encoding.UTF8.GetBytes(stored))} */",
            ViewExpandedText = "/* Presto View */",
        };
        if (await catalog.FindTableAsync(request.Database!, name, CancellationToken.None) is null) { await catalog.CreateTableAsync(request.Database!, view, CancellationToken.None); }
        else { await catalog.UpdateTableAsync(request.Database!, view, versionId: null, cancellationToken: CancellationToken.None); }
    }

    static string HiveType(AthenaColumn column) => column.Type switch
    {
        "varchar" => "string",
        "integer" => "int",
        "decimal" => $"decimal({column.Precision},{column.Scale})",
        var type => type,
    };
}
