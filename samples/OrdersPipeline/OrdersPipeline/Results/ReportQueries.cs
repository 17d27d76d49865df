using BiPipeline.Toolkit.Athena;

namespace OrdersPipeline.Results;

/// <summary>Reads the business views.</summary>
static class ReportQueries
{
    const string LatestChangeSql = """
        SELECT max("_event_time") AS latest FROM "orders_events"
        """;

    /// <summary>Reads every view's rows, ordered by the first column, because a view has no order.</summary>
    internal static async Task<SalesReport> ReadAsync(AthenaQueryRunner runner, CancellationToken cancellationToken)
    {
        List<ResultTable> tables = [];
        foreach (var view in SalesReport.ViewNames) { tables.Add(await ReadAsync(runner, view, cancellationToken).ConfigureAwait(false)); }
        return new SalesReport(tables) { LatestChange = await LatestChangeAsync(runner, cancellationToken).ConfigureAwait(false) };
    }

    static async Task<DateTimeOffset?> LatestChangeAsync(AthenaQueryRunner runner, CancellationToken cancellationToken)
    {
        var result = await runner.RunAsync(LatestChangeSql, cancellationToken).ConfigureAwait(false);
        var rows = await result.ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows[0]["latest"] is DateTime latest ? new DateTimeOffset(latest, TimeSpan.Zero) : null;
    }

    static async Task<ResultTable> ReadAsync(AthenaQueryRunner runner, string view, CancellationToken cancellationToken)
    {
        var result = await runner.RunAsync($"SELECT * FROM \"{view}\" ORDER BY 1", cancellationToken).ConfigureAwait(false);
        var columns = await result.GetColumnsAsync(cancellationToken).ConfigureAwait(false);
        var rows = await result.ToListAsync(cancellationToken).ConfigureAwait(false);
        return new ResultTable(
            view,
            [.. columns.Select(column => new ResultColumn(column.Name, column.Type))],
            [.. rows.Select(row => (IReadOnlyList<string?>)[.. columns.Select(column => row.GetText(column.Name))])]);
    }
}
