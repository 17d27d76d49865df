using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.LocalAthena;
using OrdersPipeline.Catalog;
using OrdersPipeline.Results;
using OrdersPipeline.Views;

namespace OrdersPipeline.Local;

/// <summary>LocalAthena over the lake's folder, through the same Athena client as a deployment.</summary>
sealed class LocalEngine : ILocalEngine
{
    // Queries take milliseconds here, so a deployment's first poll would take most of the time.
    static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(5);

    public async Task<SalesReport> ReportAsync(
        TableSchema schema,
        string lake,
        IReadOnlyList<ViewDefinition> views,
        IReadOnlyList<SqlCheck> checks,
        CancellationToken cancellationToken)
    {
        var tables = OrdersCatalog.For(schema, OrdersCatalog.Database, OrdersCatalog.PublishedLocation);
        var options = new LocalAthenaOptions { TimeProvider = new SampleClock(), Threads = Environment.ProcessorCount };
        var local = await LocalLake.OpenAsync(lake, tables, options: options, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using var opened = local.ConfigureAwait(false);
        var server = await LocalAthenaServer.StartAsync(local.Engine, cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            using var client = new AthenaClient(AwsClientOptions.Local(server.Endpoint));
            var runner = new AthenaQueryRunner(client, new() { Database = OrdersCatalog.Database, FirstPoll = FirstPoll });
            await OrdersViews.ApplyAsync(runner, local.Catalog, OrdersCatalog.Database, views, cancellationToken).ConfigureAwait(false);
            if (schema.Latest is not null)
            {
                await LatestOrders.KeepAsync(schema, lake, runner, local.Catalog, views, cancellationToken).ConfigureAwait(false);
            }
            var results = await OrdersViews.CheckAsync(runner, checks, cancellationToken).ConfigureAwait(false);
            return await ReportQueries.ReadAsync(runner, cancellationToken).ConfigureAwait(false) with { Checks = results };
        }
    }

    /// <summary>A clock at the day after the sample's last change, so that partition projection covers the data on any day.</summary>
    sealed class SampleClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
