using BiPipeline.Toolkit;
using OrdersPipeline.Data;

namespace OrdersPipeline.Tests.Data;

public sealed class OrdersSchemaTests
{
    static readonly TableSchema Schema = TableSchema.Load(SampleFolder.Schema);

    [Fact]
    public void Load_TheSchemaFile_GivesOrdersAndTheirItems() =>
        Schema.GetTables().Select(table => table.Name).ShouldBe(["orders", "order_items"]);

    [Fact]
    public void Columns_OfTheSample_CoverEveryAttributeExceptGiftMessage()
    {
        var script = OrderScript.Load(SampleFolder.Data);
        var taken = Schema.Columns.Select(column => column.Path.Segments[0]).Append(Schema.Children[0].Path.Segments[0]).ToHashSet(StringComparer.Ordinal);
        var attributes = script.Items.SelectMany(item => item.Attributes.Select(attribute => attribute.Key))
            .Concat(script.Changes.SelectMany(change => change.Set.Select(attribute => attribute.Key)));

        attributes.Where(name => !taken.Contains(name)).Distinct().ShouldBe(["giftMessage"]);
    }
}
