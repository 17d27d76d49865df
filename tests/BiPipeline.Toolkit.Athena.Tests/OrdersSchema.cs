namespace BiPipeline.Toolkit.Athena.Tests;

static class OrdersSchema
{
    internal static TableSchema Load() => TableSchema.Load(Repository.PathOf("tests/BiPipeline.Toolkit.Glue.Tests/Data/orders.schema.json"));

    internal static LakeCatalog Catalog(TableSchema? schema = null) => LakeCatalog.Create([schema ?? Load()], new() { Database = "analytics", Location = "s3://example-lake/lake" });

    /// <summary>Returns a catalog with the tables of the schema.</summary>
    internal static async Task<InMemoryGlueCatalog> DeployedAsync(TableSchema? schema = null)
    {
        var catalog = new InMemoryGlueCatalog();
        var wanted = Catalog(schema);
        await catalog.CreateDatabaseAsync(wanted.Database);
        foreach (var table in wanted.Tables) { await catalog.CreateTableAsync("analytics", table); }
        return catalog;
    }
}
