using Amazon.S3;
using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.Lake;
using OrdersPipeline.Aws;

namespace OrdersPipeline.Views;

/// <summary>The sample's views: the generated views of the schema, and the business views over them.</summary>
static class OrdersViews
{
    /// <summary>Returns every view, generated ones first.</summary>
    /// <param name="schema">The schema of the orders.</param>
    /// <param name="viewsFile">The file with the business views.</param>
    /// <param name="baseline">The time of the lake's newest baseline; null for none.</param>
    /// <exception cref="ViewException">The file has a statement that is not a view.</exception>
    internal static IReadOnlyList<ViewDefinition> Read(TableSchema schema, string viewsFile, DateTimeOffset? baseline = null) =>
        [.. ViewDefinition.Create(schema, baseline), .. ViewDefinition.Load(viewsFile)];

    /// <summary>Returns the time of the newest baseline in the lake of a table; null for none, and when the table does not exist.</summary>
    internal static async Task<DateTimeOffset?> FindBaselineAsync(
        IGlueCatalog catalog,
        string database,
        TableSchema schema,
        IAmazonS3 s3,
        CancellationToken cancellationToken)
    {
        var table = await catalog.FindTableAsync(database, schema.Table, cancellationToken).ConfigureAwait(false);
        if (table?.Definition.Storage.Location is not { } location
            || LakeLayout.RootOf(location, LakeZone.Processed, schema.Table) is not { } root
            || LakeLocation.Parse(root) is not { } place)
        {
            return null;
        }
        using var lake = new S3ObjectStore(s3, place.Bucket, place.Prefix);
        return await ObjectStores.FindBaselineAsync(lake, schema.Table, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Applies the views; does nothing when nothing changes.</summary>
    internal static async Task<ViewOutcome> ApplyAsync(
        AthenaQueryRunner runner,
        IGlueCatalog catalog,
        string database,
        IReadOnlyList<ViewDefinition> views,
        CancellationToken cancellationToken)
    {
        var plan = await ViewPlan.CreateAsync(catalog, database, views, cancellationToken: cancellationToken).ConfigureAwait(false);
        return await plan.ApplyAsync(runner, catalog, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the queries over the views that must return no rows.</summary>
    /// <exception cref="ViewException">A file has a statement that is not a query.</exception>
    internal static IReadOnlyList<SqlCheck> ReadChecks(string checksFolder) => SqlCheck.Load(checksFolder);

    /// <summary>Runs all checks, even when some fail.</summary>
    internal static async Task<IReadOnlyList<SqlCheckResult>> CheckAsync(
        AthenaQueryRunner runner,
        IReadOnlyList<SqlCheck> checks,
        CancellationToken cancellationToken)
    {
        List<SqlCheckResult> results = [];
        foreach (var check in checks) { results.Add(await check.RunAsync(runner, cancellationToken).ConfigureAwait(false)); }
        return results;
    }
}
