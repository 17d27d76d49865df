namespace BiPipeline.Toolkit.Glue.Tests;

static class OrdersSchema
{
    internal static TableSchema Load() => TableSchema.Load(Repository.PathOf("tests/BiPipeline.Toolkit.Glue.Tests/Data/orders.schema.json"));

    internal static LakeCatalog Catalog() => LakeCatalog.Create([Load()], new() { Database = "analytics", Location = "s3://example-lake/lake/" });

    internal static TableSchema With(this TableSchema schema, params SchemaColumn[] columns) => schema with { Columns = [.. schema.Columns, .. columns] };

    internal static SchemaColumn Column(string name, string type) => new(name, AttributePath.Of(name), DataType.Parse(type));
}
