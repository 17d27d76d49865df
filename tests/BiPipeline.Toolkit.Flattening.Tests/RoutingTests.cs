using System.Text;

namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Tests several schemas over one stream, and several streams in one flattener.</summary>
public sealed class RoutingTests
{
    static readonly TableSchema Orders = Table("orders", ""","entity":{"key":"id","prefix":"ORDER#"}""");
    static readonly TableSchema Customers = Table("customers", ""","entity":{"attribute":"type","equals":"CUSTOMER"}""");

    static TableSchema Table(string name, string rest) =>
        TableSchema.Parse($$"""{"table":"{{name}}","keys":["id"],"columns":[{"name":"id","path":"id","type":"string"},{"name":"type","path":"type","type":"string"}]{{rest}}}""");

    static RecordFlattener Read(IReadOnlyList<TableSchema> schemas, params string[] records)
    {
        var flattener = new RecordFlattener(schemas) { AsOf = Flatten.AsOf };
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

    // The only schema took every record of every table.
    [Theory]
    [InlineData("orders", """ "eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000" """, true)]
    [InlineData("order_items", """ "eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/OrderItems/stream/2026-01-01T00:00:00.000" """, true)]
    [InlineData("orders", """ "eventSourceARN":"arn:aws-cn:dynamodb:cn-north-1:123456789012:table/orders" """, true)]
    [InlineData("orders", """ "eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table\/orders\/stream\/2026" """, true)]
    [InlineData("orders", """ "eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table\/prod-orders\/stream\/2026" """, false)]
    [InlineData("orders", """ "eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/prod-orders/stream/2026-01-01T00:00:00.000" """, false)]
    [InlineData("orders", """ "eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/orders2/stream/2026-01-01T00:00:00.000" """, false)]
    [InlineData("orders", """ "eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:stream" """, true)]
    [InlineData("orders", """ "eventSourceARN":"" """, true)]
    [InlineData("orders", """ "eventSourceARN":null """, true)]
    [InlineData("orders", """ "x":1 """, true)]
    [InlineData("orders", """ "tableName":"orders" """, true)]
    [InlineData("orders", """ "tableName":"carts" """, false)]
    [InlineData("orders", """ "tableName":5 """, true)]
    public void OnlySchema_TakesTheRecordsOfItsTable(string table, string member, bool isTaken)
    {
        // Members in front of and behind the image are read in different ways.
        var record = Record("INSERT", "1", null, "a").Replace($"\"eventSourceARN\":\"{StreamRecord.Arn}\"", member.Trim(), StringComparison.Ordinal);
        var inFront = "{" + member.Trim() + "," + record[1..].Replace("," + member.Trim(), "", StringComparison.Ordinal);
        foreach (var text in new[] { record, inFront, $"  {record.Replace(":{", " : { ", StringComparison.Ordinal)}" })
        {
            foreach (var schemas in new TableSchema[][] { [Table(table, "")], [Table(table, ""","ignored":[{"attribute":"type","equals":"x"}]""")] })
            {
                var flattener = Read(schemas, text);

                flattener.Batches[0].Columns.RowCount.ShouldBe(isTaken ? 1 : 0, text);
                flattener.Batches[0].Raw.Count.ShouldBe(1);
                if (!isTaken)
                {
                    Flatten.Quarantined(flattener.Batches[0]).ShouldStartWith($$"""{"reason":"the record is of another DynamoDB table or Region; expected table '{{table}}' (byte 0)","record":{""");
                }
            }
        }
    }

    // Whatever else is wrong with a record of another table, this is its reason, with one schema as with several.
    [Theory]
    [InlineData(""" "NewImage":{"id":{"S":"1"},"type":{"X":"a"}} """, "another DynamoDB table")]
    [InlineData(""" "OldImage":{"id":{"S":"1"}} """, "another DynamoDB table")]
    [InlineData(""" "NewImage":{"id":{"S":"1"},} """, "unexpected byte")]
    public void OnlySchema_UnreadableRecordOfAnotherTable_IsOfAnotherTable(string image, string reason)
    {
        const string arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/carts/stream/2026-01-01T00:00:00.000";
        var record = StreamRecord.Record("INSERT", image.Trim() + ",").Replace(StreamRecord.Arn, arn, StringComparison.Ordinal);

        foreach (var schemas in new TableSchema[][] { [Table("orders", "")], [Table("orders", ""), Table("customers", "")] })
        {
            Flatten.Quarantined(Read(schemas, record).Batches[0]).ShouldContain(reason);
        }
    }

    // Two streams alternate: the last answer must not be the next one's.
    [Fact]
    public void OnlySchema_RecordsOfTwoTables_KeepsThemApart()
    {
        const string carts = "arn:aws:dynamodb:eu-west-1:123456789012:table/carts/stream/2026-01-01T00:00:00.000";
        string[] records = [.. Enumerable.Range(0, 50).Select(i => Record("INSERT", $"{i}", null, "a", i % 3 == 0 ? carts : StreamRecord.Arn))];

        foreach (var schema in new[] { Table("orders", ""), Table("x", ""","source":{"table":"o*","region":"eu-west-1"}""") })
        {
            var batch = Read([schema], records).Batches[0];

            batch.Records.ToArray().ShouldBe([.. Enumerable.Range(0, 50).Where(i => i % 3 != 0)]);
            batch.Quarantine.Count.ShouldBe(17);
        }
    }

    // Prod-customers, prod-invoices with schemas customers, invoices: 9 of 9 "no schema takes the record".
    [Theory]
    [InlineData("prod-orders", "eu-west-1", 1)]
    [InlineData("test-orders", "eu-west-1", 1)]
    [InlineData("prod-orders", "us-east-1", 0)]
    [InlineData("prod-orders2", "eu-west-1", 0)]
    [InlineData("orders", "eu-west-1", 0)]
    public void Source_PatternOfTableAndRegion_TakesItsRecordsAlone(string table, string region, int rows)
    {
        var schema = Table("orders", ""","source":{"table":"*-orders","region":"eu-*"}""");
        var arn = $"arn:aws:dynamodb:{region}:123456789012:table/{table}/stream/2026-01-01T00:00:00.000";

        foreach (var schemas in new TableSchema[][] { [schema], [schema, Table("customers", "")] })
        {
            var flattener = Read(schemas, Record("INSERT", "1", null, "a", arn));

            flattener.Batches[0].Columns.RowCount.ShouldBe(rows);
            flattener.Batches[0].Quarantine.Count.ShouldBe(1 - rows);
            if (rows == 0) { Flatten.Quarantined(flattener.Batches[0]).ShouldContain("the record is of another DynamoDB table or Region; expected table '*-orders' in Region 'eu-*'"); }
        }
    }

    [Fact]
    public void Source_KinesisRecord_IsFoundByItsTableName()
    {
        const string record = """{"awsRegion":"eu-west-1","eventID":"e","eventName":"INSERT","recordFormat":"application/json","tableName":"NAME","dynamodb":{"ApproximateCreationDateTime":1700000000000,"Keys":{"id":{"S":"1"}},"NewImage":{"id":{"S":"1"}}},"eventSource":"aws:dynamodb"}""";
        var schema = Table("orders", ""","order":"time","source":{"table":"prod-orders","region":"eu-west-1"}""");

        Read([schema], record.Replace("NAME", "prod-orders", StringComparison.Ordinal)).Batches[0].Columns.RowCount.ShouldBe(1);
        Read([schema], record.Replace("NAME", "orders", StringComparison.Ordinal)).Batches[0].Quarantine.Count.ShouldBe(1);
        Read([schema], record.Replace("NAME", "prod-orders", StringComparison.Ordinal).Replace("eu-west-1", "us-east-1", StringComparison.Ordinal)).Batches[0].Quarantine.Count.ShouldBe(1);
    }

    [Fact]
    public void Source_ExportLine_NamesNoTableAndIsTaken() =>
        Read([Table("orders", ""","source":{"table":"prod-orders"}""")], """{"Item":{"id":{"S":"1"}}}""").Batches[0].Columns.RowCount.ShouldBe(1);

    [Fact]
    public void Record_WithoutTable_NamesTheExpectedSources() =>
        Flatten.Quarantined(Read([Orders, Customers, Table("carts", "")], Record("INSERT", "x1", null, "OTHER")).Batches[0])
            .ShouldContain("expected items whose 'id' begins with 'ORDER#' or items whose 'type' is 'CUSTOMER' or table 'carts'");

    // The third entity of a single table rang the alarm for ever.
    [Fact]
    public void Ignored_Entities_AreInRawAndNowhereElse()
    {
        var orders = Orders with { Ignored = [EntityFilter.AttributeEquals("type", "AUDIT"), EntityFilter.KeyPrefix("id", "LOG#")] };

        var flattener = Read([orders, Customers], Record("INSERT", "ORDER#1", null, "O"), Record("INSERT", "LOG#1", null, "x"), Record("REMOVE", "a", "AUDIT", null), Record("INSERT", "x", null, "OTHER"));

        (flattener.RecordCount, flattener.IgnoredCount).ShouldBe((4, 2L));
        flattener.Batches.Sum(batch => batch.Columns.RowCount).ShouldBe(1);
        flattener.Batches[0].Raw.Count.ShouldBe(4);
        flattener.Batches.Sum(batch => batch.Quarantine.Count).ShouldBe(1);
        Encoding.UTF8.GetString(flattener.Batches[0].Raw.Line(1)).ShouldContain("LOG#1");
        flattener.Clear();
        flattener.IgnoredCount.ShouldBe(0);
    }

    [Fact]
    public void Ignored_Option_ActsBesideASchemaWithoutEntities()
    {
        var flattener = new RecordFlattener([Table("orders", "")], new() { Ignored = [EntityFilter.KeyPrefix("id", "LOG#")] });

        flattener.Flatten(Encoding.UTF8.GetBytes(Record("INSERT", "LOG#1", null, "x") + "\n" + Record("INSERT", "1", null, "x")));

        (flattener.IgnoredCount, flattener.Batches[0].Columns.RowCount, flattener.Batches[0].Raw.Count).ShouldBe((1L, 1, 2));
    }

    [Fact]
    public void Ignored_ItemThatLeavesATable_IsDeletedThere()
    {
        var customers = Customers with { Ignored = [EntityFilter.AttributeEquals("type", "AUDIT")] };

        var flattener = Read([customers], Record("MODIFY", "1", "CUSTOMER", "AUDIT"));

        (flattener.IgnoredCount, FlatRow.Value(flattener.Batches[0].Columns["_deleted"], 0)).ShouldBe((0L, "true"));
    }
}
