using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;

namespace OrdersPipeline.Views;

/// <summary>The sample's views: those the schema gives, and the business views over them.</summary>
static class OrdersViews
{
    /// <summary>Every view, generated ones first.</summary>
    /// <exception cref="ViewException">The file holds something else than views.</exception>
    internal static IReadOnlyList<ViewDefinition> Read(TableSchema schema, string viewsFile) =>
        [.. ViewDefinition.Create(schema), .. ViewDefinition.Load(viewsFile)];

    /// <summary>Creates and replaces what is not as it should be; does nothing when nothing is to do.</summary>
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

    /// <summary>The queries over them that must return no rows.</summary>
    /// <exception cref="ViewException">A file holds something else than queries.</exception>
    internal static IReadOnlyList<SqlCheck> ReadChecks(string checksFolder) => SqlCheck.Load(checksFolder);

    /// <summary>Runs all checks, however many fail.</summary>
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
