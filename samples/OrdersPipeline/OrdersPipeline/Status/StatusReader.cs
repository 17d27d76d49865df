using System.Globalization;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.Lake;
using OrdersPipeline.Printing;
using OrdersPipeline.Results;

namespace OrdersPipeline.Status;

/// <summary>Reads the status of the pipeline from the lake, the catalog and Athena.</summary>
static class StatusReader
{
    const string ChangesSql = """
        SELECT count(*) AS changes, max("_event_time") AS latest, count("_rescued") AS rescued FROM "orders_events"
        """;

    const string OrdersSql = """
        SELECT count(*) AS orders FROM "orders_current"
        """;

    internal static async Task<PipelineStatus> ReadAsync(
        AthenaQueryRunner runner,
        IGlueCatalog catalog,
        string database,
        IObjectStore lake,
        CancellationToken cancellationToken)
    {
        var changes = await RowAsync(runner, ChangesSql, cancellationToken).ConfigureAwait(false);
        var orders = await RowAsync(runner, OrdersSql, cancellationToken).ConfigureAwait(false);
        List<SpiceEstimate> datasets = [];
        foreach (var view in SalesReport.ViewNames)
        {
            datasets.Add(await SpiceQuery.RunAsync(runner, catalog, database, view, cancellationToken).ConfigureAwait(false));
        }
        return new PipelineStatus
        {
            Orders = Number(orders, "orders"),
            Changes = Number(changes, "changes"),
            LatestChange = changes["latest"] is DateTime latest ? new DateTimeOffset(latest, TimeSpan.Zero) : null,
            ChangesWithRescuedValues = Number(changes, "rescued"),
            Zones = await ZonesAsync(lake, cancellationToken).ConfigureAwait(false),
            Datasets = datasets,
        };
    }

    static async Task<AthenaRow> RowAsync(AthenaQueryRunner runner, string sql, CancellationToken cancellationToken)
    {
        var result = await runner.RunAsync(sql, cancellationToken).ConfigureAwait(false);
        return (await result.ToListAsync(cancellationToken).ConfigureAwait(false))[0];
    }

    static async Task<IReadOnlyList<ZoneFiles>> ZonesAsync(IObjectStore lake, CancellationToken cancellationToken)
    {
        var zones = new SortedDictionary<string, ZoneFiles>(StringComparer.Ordinal);
        await foreach (var item in lake.ListAsync("", cancellationToken).ConfigureAwait(false))
        {
            var name = item.Key.Split('/', 2)[0];
            var zone = zones.GetValueOrDefault(name);
            zones[name] = new ZoneFiles(name, zone.Files + 1, zone.Bytes + item.Bytes);
        }
        return [.. zones.Values];
    }

    static long Number(AthenaRow row, string column) =>
        long.Parse(row.GetText(column)!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
