using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.Athena;

/// <summary>A successful query and its rows.</summary>
public sealed class AthenaQueryResult
{
    readonly AthenaQueryRunner _runner;
    readonly string _sql;
    AthenaResultPage? _first;

    internal AthenaQueryResult(AthenaQueryRunner runner, AthenaQueryExecution execution, string sql) =>
        (_runner, Execution, _sql) = (runner, execution, sql);

    /// <summary>The query: id, times, scanned bytes.</summary>
    public AthenaQueryExecution Execution { get; }

    /// <summary>Returns the result's columns; empty for statements without a result.</summary>
    public async Task<IReadOnlyList<AthenaColumn>> GetColumnsAsync(CancellationToken cancellationToken = default) =>
        (await FirstPageAsync(cancellationToken).ConfigureAwait(false)).Columns;

    /// <summary>Returns the number of rows that INSERT or CREATE TABLE AS wrote; null for other statements.</summary>
    public async Task<long?> GetUpdateCountAsync(CancellationToken cancellationToken = default) =>
        (await FirstPageAsync(cancellationToken).ConfigureAwait(false)).UpdateCount;

    /// <summary>Reads the rows, page by page.</summary>
    public async IAsyncEnumerable<AthenaRow> ReadRowsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var page = await FirstPageAsync(cancellationToken).ConfigureAwait(false);
        var columns = new AthenaRowColumns(page.Columns);
        var rows = page.Rows.Skip(HasHeader(page) ? 1 : 0);
        while (true)
        {
            foreach (var row in rows) { yield return new AthenaRow(columns, row); }
            if (page.NextToken is not { } token) { yield break; }
            page = await _runner.ReadPageAsync(Execution.QueryExecutionId, token, cancellationToken).ConfigureAwait(false);
            rows = page.Rows;
        }
    }

    /// <summary>Reads all rows into a list; for small results.</summary>
    public async Task<IReadOnlyList<AthenaRow>> ToListAsync(CancellationToken cancellationToken = default)
    {
        List<AthenaRow> rows = [];
        await foreach (var row in ReadRowsAsync(cancellationToken).ConfigureAwait(false)) { rows.Add(row); }
        return rows;
    }

    async Task<AthenaResultPage> FirstPageAsync(CancellationToken cancellationToken) =>
        _first ??= await _runner.ReadPageAsync(Execution.QueryExecutionId, null, cancellationToken).ConfigureAwait(false);

    // Only a SELECT has a header, and only on its first page (undocumented). A first row with other texts is data.
    bool HasHeader(AthenaResultPage page) =>
        page.Rows.Count > 0 && IsSelect() && page.Rows[0].SequenceEqual(page.Columns.Select(column => column.Name), StringComparer.Ordinal);

    bool IsSelect() => Execution.SubstatementType is { } type
        ? type.Equals("SELECT", StringComparison.OrdinalIgnoreCase)
        : SqlTokenizer.Read(_sql).FirstOrDefault(token => token.Kind != SqlTokenKind.Comment) is var first
            && (first.IsWord("SELECT") || first.IsWord("WITH") || first.IsWord("VALUES") || first.IsWord("TABLE") || first.Text == "(");
}
