using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;

namespace OrdersPipeline.Views;

/// <summary>The sample's views: the generated views of the schema, and the business views over them.</summary>
static class OrdersViews
{
    /// <summary>Returns every view, generated ones first.</summary>
    /// <exception cref="ViewException">The file has a statement that is not a view.</exception>
    internal static IReadOnlyList<ViewDefinition> Read(TableSchema schema, string viewsFile) =>
        [.. ViewDefinition.Create(schema), .. ViewDefinition.Load(viewsFile)];

    /// <summary>Applies the views; does nothing when nothing changes.</summary>
    internal static async Task<ViewOutcome> ApplyAsync(
        AthenaQueryRunner runner,
        IGlueCatalog catalog,
        string database,
        IReadOnlyList<ViewDefinition> views,
        CancellationToken cancellationToken)
    {
        var plan = await ViewPlan.CreateAsync(catalog, database, views, cancellationToken).ConfigureAwait(false);
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
