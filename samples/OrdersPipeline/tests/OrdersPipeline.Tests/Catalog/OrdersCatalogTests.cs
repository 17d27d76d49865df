using BiPipeline.Toolkit;
using OrdersPipeline.Catalog;

namespace OrdersPipeline.Tests.Catalog;

public sealed class OrdersCatalogTests
{
    static readonly TableSchema Schema = TableSchema.Load(SampleFolder.Schema);

    [Fact]
    public void PublishedDdl_OfTheSchemaFile_IsTheCheckedInFile() => Golden.Match("sql/create_glue_catalog.sql", OrdersCatalog.PublishedDdl(Schema));

    [Fact]
    public void For_TheSchema_DeclaresTheTablesAndTheirLines() =>
        OrdersCatalog.For(Schema, "orders_lake", "s3://bucket/lake").Tables.Select(table => table.Name).ShouldBe(["orders", "order_items", "orders_raw", "orders_quarantine"]);
}
