namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Tests lists of maps as child tables.</summary>
public sealed class ChildTests
{
    static readonly TableSchema Schema = TableSchema.Parse("""
        {"table":"orders","keys":["id"],
         "columns":[{"name":"id","path":"id","type":"string"}],
         "children":[{"table":"order_items","path":"cart.items","columns":[{"name":"sku","path":"sku","type":"string"},{"name":"price","path":"price.amount","type":"decimal(12,2)"}]}]}
        """);

    [Fact]
    public void Elements_BecomeRows_WithKeysPositionAndEnvelope()
    {
        var batch = Flatten.Text(Schema, StreamRecord.Insert("""
            "cart":{"M":{"items":{"L":[{"M":{"sku":{"S":"s1"},"price":{"M":{"amount":{"N":"1.5"}}}}},{"NULL":true},{"M":{"color":{"S":"red"}}},{"S":"odd"}]}}}
            """));

        FlatRow.Rows(batch.Children[0].Columns).ShouldBe(
        [
            "id=a; _position=0; sku=s1; price=1.50; _op=INSERT; _event_id=0f1e2d3c4b5a69788796a5b4c3d2e1f0; _stream=2026-01-01T00:00:00.000; _sequence=0000000000000000000700000000000000000001; _event_time=2023-11-14T22:13:21.000; _deleted=false; _ttl=false; _schema_version=1; _rescued=NULL",
            "id=a; _position=2; sku=NULL; price=NULL; _op=INSERT; _event_id=0f1e2d3c4b5a69788796a5b4c3d2e1f0; _stream=2026-01-01T00:00:00.000; _sequence=0000000000000000000700000000000000000001; _event_time=2023-11-14T22:13:21.000; _deleted=false; _ttl=false; _schema_version=1; _rescued={\"cart.items[2].color\":{\"S\":\"red\"}}",
        ]);
        FlatRow.Value(batch.Columns["_rescued"], 0).ShouldBe("""{"cart.items[3]":{"S":"odd"}}""");
        batch.Children[0].ParentRows.ToArray().ShouldBe([0, 0]);
        batch.RescuedValues.ShouldBe(2);
    }

    [Theory]
    [InlineData("""  "cart":{"M":{"items":{"S":"none"}}} """, """{"cart.items":{"S":"none"}}""")]
    [InlineData("""  "cart":{"M":{"items":{"L":[]}}} """, "NULL")]
    [InlineData("""  "cart":{"M":{"items":{"NULL":true}}} """, "NULL")]
    public void NoList_GivesNoRows(string attributes, string rescued)
    {
        var batch = Flatten.Text(Schema, StreamRecord.Insert(attributes));

        batch.Children[0].Columns.RowCount.ShouldBe(0);
        FlatRow.Value(batch.Columns["_rescued"], 0).ShouldBe(rescued);
    }

    [Fact]
    public void Parent_InQuarantine_LeavesNoChildren()
    {
        var good = StreamRecord.Insert("""  "cart":{"M":{"items":{"L":[{"M":{"sku":{"S":"s2"}}}]}}} """);
        var broken = StreamRecord.Insert("""  "cart":{"M":{"items":{"L":[{"M":{"sku":{"S":"s1"},"color":{"S":"red"}}}]}}},"x":{"N":"?"} """);

        var batch = Flatten.Text(Schema, StreamRecord.Event(broken, good));

        batch.Children[0].Columns.RowCount.ShouldBe(1);
        FlatRow.Value(batch.Children[0].Columns["sku"], 0).ShouldBe("s2");
        batch.Children[0].ParentRows.ToArray().ShouldBe([0]);
        batch.RescuedValues.ShouldBe(0);
    }

    [Fact]
    public void List_ThatIsAlsoAColumn_GoesToBoth()
    {
        var schema = TableSchema.Parse("""
            {"table":"orders","keys":["id"],
             "columns":[{"name":"id","path":"id","type":"string"},{"name":"items","path":"items","type":"array<struct<sku:string>>"}],
             "children":[{"table":"order_items","path":"items","columns":[{"name":"sku","path":"sku","type":"string"},{"name":"qty","path":"qty","type":"int"}]}]}
            """);

        var batch = Flatten.Text(schema, StreamRecord.Insert("""  "items":{"L":[{"M":{"sku":{"S":"s1"},"qty":{"N":"2"}}}]} """));

        FlatRow.Value(batch.Columns["items"], 0).ShouldBe("[{sku=s1}]");
        FlatRow.Value(batch.Children[0].Columns["qty"], 0).ShouldBe("2");
    }
}
