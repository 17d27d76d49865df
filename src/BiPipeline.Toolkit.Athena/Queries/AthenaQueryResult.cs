using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.Athena;

/// <summary>A query that succeeded, and its rows.</summary>
public sealed class AthenaQueryResult
{
    readonly AthenaQueryRunner _runner;
    readonly string _sql;
    AthenaResultPage? _first;

    internal AthenaQueryResult(AthenaQueryRunner runner, AthenaQueryExecution execution, string sql) =>
        (_runner, Execution, _sql) = (runner, execution, sql);

    /// <summary>The query: id, times, bytes read.</summary>
    public AthenaQueryExecution Execution { get; }

    /// <summary>The result's columns; empty for statements without a result.</summary>
    public async Task<IReadOnlyList<AthenaColumn>> GetColumnsAsync(CancellationToken cancellationToken = default) =>
        (await FirstPageAsync(cancellationToken).ConfigureAwait(false)).Columns;

    /// <summary>Rows that INSERT or CREATE TABLE AS wrote; null for other statements.</summary>
    public async Task<long?> GetUpdateCountAsync(CancellationToken cancellationToken = default) =>
        (await FirstPageAsync(cancellationToken).ConfigureAwait(false)).UpdateCount;

    /// <summary>The rows, read page by page as they are taken.</summary>
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

    /// <summary>All rows at once; for results that are known to be small.</summary>
    public async Task<IReadOnlyList<AthenaRow>> ToListAsync(CancellationToken cancellationToken = default)
    {
        List<AthenaRow> rows = [];
        await foreach (var row in ReadRowsAsync(cancellationToken).ConfigureAwait(false)) { rows.Add(row); }
        return rows;
    }

    async Task<AthenaResultPage> FirstPageAsync(CancellationToken cancellationToken) =>
        _first ??= await _runner.ReadPageAsync(Execution.QueryExecutionId, null, cancellationToken).ConfigureAwait(false);

    // Only a select has a header, and only on its first page (undocumented). A first row of other texts is data wherever it comes from.
    bool HasHeader(AthenaResultPage page) =>
        page.Rows.Count > 0 && IsSelect() && page.Rows[0].SequenceEqual(page.Columns.Select(column => column.Name), StringComparer.Ordinal);

    bool IsSelect() => Execution.SubstatementType is { } type
        ? type.Equals("SELECT", StringComparison.OrdinalIgnoreCase)
        : SqlTokenizer.Read(_sql).FirstOrDefault(token => token.Kind != SqlTokenKind.Comment) is var first
            && (first.IsWord("SELECT") || first.IsWord("WITH") || first.IsWord("VALUES") || first.IsWord("TABLE") || first.Text == "(");
}
