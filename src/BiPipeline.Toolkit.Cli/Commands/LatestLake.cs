using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The lake of a schema, and the place of its latest table.</summary>
sealed class LatestLake(TableSchema schema, IObjectStore store, LatestTarget target, AwsClientOptions client) : IDisposable
{
    internal TableSchema Schema => schema;

    internal IObjectStore Store => store;

    internal ILakeObjects Objects { get; } = new StoreObjects(store);

    /// <summary>Returns the plan of the latest table.</summary>
    internal async Task<LatestTablePlan> PlanAsync(IGlueCatalog catalog, CancellationToken cancellationToken)
    {
        if (target.Catalog is not { } id)
        {
            return await LatestTablePlan.CreateAsync(catalog, Objects, schema, target, null, cancellationToken).ConfigureAwait(false);
        }
        using var tables = new GlueCatalogClient(client) { CatalogId = id };
        return await LatestTablePlan.CreateAsync(catalog, Objects, schema, target, tables, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => (store as IDisposable)?.Dispose();
}
