using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.Lake;
using OrdersPipeline.Catalog;
using OrdersPipeline.Views;

namespace OrdersPipeline.Local;

/// <summary>The orders' latest table, with the steps of <c>views apply</c>, <c>latest refresh</c> and <c>views apply</c> again.</summary>
static class LatestOrders
{
    /// <summary>Creates the table, fills it from the lake, and puts <c>orders_current</c> over it.</summary>
    /// <exception cref="LatestException">The table differs from the lake.</exception>
    internal static async Task KeepAsync(
        TableSchema schema,
        string lake,
        AthenaQueryRunner runner,
        IGlueCatalog catalog,
        IReadOnlyList<ViewDefinition> views,
        CancellationToken cancellationToken)
    {
        var objects = new StoreObjects(new DirectoryObjectStore(lake));
        await (await PlanAsync().ConfigureAwait(false)).ApplyAsync(runner, cancellationToken: cancellationToken).ConfigureAwait(false);
        var refresh = new LatestRefresh(runner, await PlanAsync().ConfigureAwait(false));
        await refresh.RefreshAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var (latest, baseline) = (await PlanAsync().ConfigureAwait(false)).ForViews(baseline: null);
        await OrdersViews.ApplyAsync(
            runner,
            catalog,
            OrdersCatalog.Database,
            [.. ViewDefinition.Create(schema, baseline, latest), .. views.Where(view => !view.IsGenerated)],
            cancellationToken).ConfigureAwait(false);

        Task<LatestTablePlan> PlanAsync() => LatestTablePlan.CreateAsync(
            catalog,
            objects,
            schema,
            new(OrdersCatalog.Database, OrdersCatalog.PublishedLocation),
            cancellationToken: cancellationToken);
    }
}
