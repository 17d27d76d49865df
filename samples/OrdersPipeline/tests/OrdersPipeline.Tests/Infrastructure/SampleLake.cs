using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using OrdersPipeline.Catalog;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>The sample's tables and views, put into a catalog by the packages alone.</summary>
static class SampleLake
{
    internal static TableSchema Schema { get; } = TableSchema.Load(SampleFolder.Schema);

    internal static LakeCatalog Catalog { get; } = At(OrdersCatalog.PublishedLocation);

    /// <summary>The generated views, then the business views of a file.</summary>
    internal static IReadOnlyList<ViewDefinition> Views(string file) => [.. ViewDefinition.Create(Schema), .. ViewDefinition.Load(file)];

    internal static LakeCatalog At(string location, string database = OrdersCatalog.Database) => LakeCatalog.Create([Schema], new LakeCatalogOptions { Database = database, Location = location });

    internal static async Task ApplyTablesAsync(IGlueCatalog catalog) =>
        await (await CatalogPlan.CreateAsync(catalog, Catalog)).ApplyAsync(catalog);

    internal static async Task<ViewOutcome> ApplyViewsAsync(AthenaQueryRunner runner, IGlueCatalog catalog, string file)
    {
        var plan = await ViewPlan.CreateAsync(catalog, OrdersCatalog.Database, Views(file));
        return await plan.ApplyAsync(runner, catalog);
    }
}
