using System.Text;

namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Several schemas over one stream, and several streams into one flattener.</summary>
public sealed class RoutingTests
{
    static readonly TableSchema Orders = Table("orders", ""","entity":{"key":"id","prefix":"ORDER#"}""");
    static readonly TableSchema Customers = Table("customers", ""","entity":{"attribute":"type","equals":"CUSTOMER"}""");

    static TableSchema Table(string name, string rest) =>
        TableSchema.Parse($$"""{"table":"{{name}}","keys":["id"],"columns":[{"name":"id","path":"id","type":"string"},{"name":"type","path":"type","type":"string"}]{{rest}}}""");

    static RecordFlattener Read(IReadOnlyList<TableSchema> schemas, params string[] records)
    {
        var flattener = new RecordFlattener(schemas);
        flattener.Flatten(Encoding.UTF8.GetBytes(string.Join('\n', records)));
        return flattener;
    }

    static string Record(string op, string id, string? oldType, string? newType, string arn = StreamRecord.Arn)
    {
        var images = (newType is null ? "" : $$$""" "NewImage":{"id":{"S":"{{{id}}}"},"type":{"S":"{{{newType}}}"}}, """)
            + (oldType is null ? "" : $$$""" "OldImage":{"id":{"S":"{{{id}}}"},"type":{"S":"{{{oldType}}}"}}, """);
        return StreamRecord.Record(op, images).Replace("{\"id\":{\"S\":\"a\"}}", $"{{\"id\":{{\"S\":\"{id}\"}}}}", StringComparison.Ordinal)
            .Replace(StreamRecord.Arn, arn, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_GoToTheSchemaOfTheirEntity()
    {
        var flattener = Read([Orders, Customers], Record("INSERT", "ORDER#1", null, "O"), Record("INSERT", "c1", null, "CUSTOMER"), Record("REMOVE", "c2", "CUSTOMER", null));

        flattener.Batches.Select(batch => batch.Columns.RowCount).ShouldBe([1, 2]);
        flattener.Batches[1].Records.ToArray().ShouldBe([1, 2]);
        flattener.Batches.Sum(batch => batch.Raw.Count).ShouldBe(3);
    }

    [Fact]
    public void Record_OfNoEntity_IsQuarantined()
    {
        var flattener = Read([Orders, Customers], Record("INSERT", "x1", null, "OTHER"));

        Flatten.Quarantined(flattener.Batches[0]).ShouldContain("no schema matches the record");
        flattener.Batches[0].Raw.Count.ShouldBe(1);
    }

    [Fact]
    public void Item_ThatChangesItsEntity_IsDeletedInItsOldTable()
    {
        var flattener = Read([Customers, Table("leads", ""","entity":{"attribute":"type","equals":"LEAD"}""")], Record("MODIFY", "p1", "LEAD", "CUSTOMER"));

        FlatRow.Value(flattener.Batches[0].Columns["_deleted"], 0).ShouldBe("false");
        FlatRow.Value(flattener.Batches[1].Columns["_deleted"], 0).ShouldBe("true");
        FlatRow.Value(flattener.Batches[1].Columns["type"], 0).ShouldBe("LEAD");
        FlatRow.Value(flattener.Batches[1].Columns["_op"], 0).ShouldBe("MODIFY");
        flattener.Batches.Sum(batch => batch.Raw.Count).ShouldBe(1);
    }

    [Theory]
    [InlineData("NEW_IMAGE", "INSERT", null, "CUSTOMER")]
    [InlineData("NEW_IMAGE", "MODIFY", null, "CUSTOMER")]
    [InlineData("NEW_IMAGE", "MODIFY", null, "OTHER")]
    [InlineData("NEW_IMAGE", "REMOVE", null, null)]
    [InlineData("KEYS_ONLY", "REMOVE", null, null)]
    [InlineData("", "MODIFY", null, "CUSTOMER")]
    [InlineData("", "REMOVE", null, null)]
    public void Entity_ByAttribute_WithoutOldImages_IsRefusedWithTheViewType(string viewType, string op, string? oldType, string? newType)
    {
        var record = Record(op, "c1", oldType, newType).Replace("\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"", viewType.Length == 0 ? "\"x\":1" : $"\"StreamViewType\":\"{viewType}\"", StringComparison.Ordinal);

        var flattener = Read([Customers, Table("leads", ""","entity":{"attribute":"type","equals":"LEAD"}""")], record);

        flattener.Batches.Sum(batch => batch.Columns.RowCount).ShouldBe(0);
        flattener.Batches.Sum(batch => batch.Quarantine.Count).ShouldBe(1);
        Flatten.Quarantined(flattener.Batches[0]).ShouldContain("NEW_AND_OLD_IMAGES");
    }

    [Fact]
    public void Entity_ByKey_NeedsNoOldImages()
    {
        var record = Record("MODIFY", "ORDER#1", null, "x").Replace("NEW_AND_OLD_IMAGES", "NEW_IMAGE", StringComparison.Ordinal);
        var byAttribute = TableSchema.Parse("""{"table":"c","keys":["id"],"columns":[{"name":"id","path":"id","type":"string"}],"entity":{"attribute":"id","equals":"c1"}}""");

        Read([Orders, Customers], record).Batches[0].Columns.RowCount.ShouldBe(1);
        Read([byAttribute], Record("REMOVE", "c1", null, null)).Batches[0].Columns.RowCount.ShouldBe(1);
    }

    [Fact]
    public void Entity_ByAttribute_OfExports_IsRefusedWhereTheOldImageIsMissing()
    {
        var schema = Customers with { Order = RecordOrder.Time };
        const string start = """{"Metadata":{"WriteTimestampMicros":"1680109764000001"},"Keys":{"id":{"S":"c1"}}""";

        Flatten.Quarantined(Read([schema], start + "}").Batches[0]).ShouldContain("NEW_AND_OLD_IMAGES");
        Read([schema], start + ""","OldImage":{"id":{"S":"c1"},"type":{"S":"CUSTOMER"}}}""").Batches[0].Columns.RowCount.ShouldBe(1);
        Read([schema], start + ""","NewImage":{"id":{"S":"c1"},"type":{"S":"CUSTOMER"}}}""").Batches[0].Columns.RowCount.ShouldBe(1);
        Read([Customers], """{"Item":{"id":{"S":"c1"},"type":{"S":"CUSTOMER"}}}""").Batches[0].Columns.RowCount.ShouldBe(1);
    }

    [Fact]
    public void Streams_AreRoutedByTheirTableName()
    {
        const string carts = "arn:aws:dynamodb:eu-west-1:123456789012:table/ShoppingCarts/stream/2026-01-01T00:00:00.000";

        var flattener = Read([Table("orders", ""), Table("shopping_carts", "")], Record("INSERT", "1", null, "a"), Record("INSERT", "2", null, "a", carts));

        flattener.Batches.Select(batch => FlatRow.Value(batch.Columns["id"], 0)).ShouldBe(["1", "2"]);
    }

    [Fact]
    public void Schemas_OfOneName_Throw() =>
        Should.Throw<SchemaException>(() => new RecordFlattener([Table("orders", ""), Table("orders", "")])).Message.ShouldContain("orders");
}
