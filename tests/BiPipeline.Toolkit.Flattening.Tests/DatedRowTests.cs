using System.Text;

namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Tests rows with a time and without a sequence number: items, and lines of incremental exports.</summary>
public sealed class DatedRowTests
{
    const string Item = """{"Item":{"id":{"S":"a"},"v":{"N":"7"}}}""";
    const string Dated = """{"asOf":"2026-11-03T00:00:00.000Z","Item":{"id":{"S":"a"},"v":{"N":"7"}}}""";

    // Of hashlib.sha256 in Python over the line above.
    const string DatedId = "x3d5db0ae6402314170a12ed1d60dfbe3";
    const string Row = "id=a; v=7; _op=ITEM; _event_id=" + DatedId + "; _stream=; _sequence=NULL; _event_time=2026-11-03T00:00:00.000; "
        + "_deleted=false; _ttl=false; _schema_version=1; _rescued=NULL";

    static readonly TableSchema Sequence = Flatten.Schema("bigint");
    static readonly TableSchema Time = Flatten.Schema("bigint", rest: ""","order":"time" """);

    public static TheoryData<string, DateTimeOffset?> Spellings => new()
    {
        { Item, Flatten.AsOf },
        { Item, Flatten.AsOf.ToOffset(TimeSpan.FromHours(5)) },
        { Item, Flatten.AsOf.AddTicks(9_999) },
        { "{ \"Item\" : {\"id\":{\"S\":\"a\"},\n\"v\":{\"N\":\"7\"}}\t}", Flatten.AsOf },
        { """{"id":{"S":"a"},"v":{"N":"7"}}""", Flatten.AsOf },
        { """{"Items":[{"id":{"S":"a"},"v":{"N":"7"}}],"Count":1,"ScannedCount":1}""", Flatten.AsOf },
        { """$ion_1_0 {Item:{id:"a",v:7.}}""", Flatten.AsOf },
        { Dated, null },
        { Dated, Flatten.AsOf.AddDays(9) },
        { $$"""{"reason":"x (byte 0)","record":{{Dated}}}""", null },
    };

    static RecordFlattener Read(TableSchema schema, string text, DateTimeOffset? asOf, FlattenOptions? options = null)
    {
        var flattener = new RecordFlattener(schema, options) { AsOf = asOf };
        flattener.Flatten(Encoding.UTF8.GetBytes(text), default, isLast: true);
        return flattener;
    }

    static string Raw(RecordBatch batch, int line = 0) => Encoding.UTF8.GetString(batch.Raw.Line(line));

    static string Value(RecordBatch batch, string column, int row = 0) => FlatRow.Value(batch.Columns[column], row);

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Item_InEverySpelling_IsOneDatedRow(string text, DateTimeOffset? asOf)
    {
        foreach (var schema in new[] { Sequence, Time })
        {
            var batch = Read(schema, text, asOf).Batches[0];

            FlatRow.Rows(batch.Columns).ShouldBe([Row]);
            Raw(batch).ShouldBe(Dated);
            batch.Raw.Days[0].ShouldBe(new DateOnly(2026, 11, 3).DayNumber - new DateOnly(1970, 1, 1).DayNumber);
        }
    }

    [Fact]
    public void Item_WithItsOwnTime_KeepsItsSpelling()
    {
        const string line = """{"asOf":"2026-11-03T01:00+01:00","Item":{"id":{"S":"a"}}}""";

        var batch = Read(Sequence, line, Flatten.AsOf.AddDays(1)).Batches[0];

        Value(batch, "_event_time").ShouldBe("2026-11-03T00:00:00.000");
        Raw(batch).ShouldBe(line);
    }

    [Fact]
    public void Item_OfATable_KeepsItsName()
    {
        var batch = Read(Sequence, """{"Responses":{"orders":[{"id":{"S":"a"}}]}}""", Flatten.AsOf).Batches[0];

        Raw(batch).ShouldBe("""{"asOf":"2026-11-03T00:00:00.000Z","tableName":"orders","Item":{"id":{"S":"a"}}}""");
    }

    [Theory]
    [InlineData(Item)]
    [InlineData("""{"id":{"S":"a"},"v":{"N":"7"}}""")]
    [InlineData("""{"Items":[{"id":{"S":"a"}}]}""")]
    public void UndatedItem_InAFile_RefusesIt(string text)
    {
        var flattener = new RecordFlattener(Sequence);

        Should.Throw<PayloadException>(() => flattener.Flatten(Encoding.UTF8.GetBytes(text), default, isLast: true)).Message.ShouldContain("--as-of");

        flattener.RecordCount.ShouldBe(0);
    }

    [Fact]
    public void UndatedItem_InAnEvent_IsQuarantined()
    {
        var flattener = new RecordFlattener(Sequence);

        flattener.Flatten(Encoding.UTF8.GetBytes($$"""{"Records":[{{Item}},{{StreamRecord.Insert("")}}]}"""));

        flattener.Batches[0].Columns.RowCount.ShouldBe(1);
        Flatten.Quarantined(flattener.Batches[0]).ShouldContain("the item has no time");
    }

    [Theory]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("\"yesterday\"")]
    [InlineData("\"2026-11-03\"")]
    public void AsOf_ThatIsNotATime_IsQuarantinedAsItIs(string asOf)
    {
        var line = $$$$"""{"asOf":{{{{asOf}}}},"Item":{"id":{"S":"a"}}}""";

        var batch = Read(Sequence, line, Flatten.AsOf).Batches[0];

        Flatten.Quarantined(batch).ShouldBe($$"""{"reason":"asOf is not a time; expected text such as 2026-11-03T00:00:00.000Z (byte 8)","record":{{line}}}""");
    }

    [Fact]
    public void PoisonItem_KeepsItsTimeInQuarantineAndRaw()
    {
        var batch = Read(Sequence, """{"Item":{"v":{"N":"7"}}}""", Flatten.AsOf).Batches[0];

        const string dated = """{"asOf":"2026-11-03T00:00:00.000Z","Item":{"v":{"N":"7"}}}""";
        Flatten.Quarantined(batch).ShouldEndWith($$""","record":{{dated}}}""");
        Raw(batch).ShouldBe(dated);
        var again = Read(Sequence, Flatten.Quarantined(batch), asOf: null).Batches[0];
        again.Quarantine.EventId(0).ToArray().ShouldBe(batch.Quarantine.EventId(0).ToArray());
        again.Quarantine.Days[0].ShouldBe(batch.Quarantine.Days[0]);
    }

    [Fact]
    public void IgnoredItem_KeepsItsTimeInRaw()
    {
        var options = new FlattenOptions { Ignored = [EntityFilter.KeyPrefix("id", "a")] };

        Raw(Read(Sequence, Item, Flatten.AsOf, options).Batches[0]).ShouldBe(Dated);
        Should.Throw<PayloadException>(() => Read(Sequence, Item, asOf: null, options)).Message.ShouldContain("--as-of");
    }

    [Fact]
    public void IncrementalExport_InBothOrders_IsDatedByItsWrite()
    {
        const string line = """{"Metadata":{"WriteTimestampMicros":"1680109764000001"},"Keys":{"id":{"S":"a"}},"OldImage":{"id":{"S":"a"},"v":{"N":"1"}},"NewImage":{"id":{"S":"a"},"v":{"N":"2"}}}""";
        foreach (var schema in new[] { Sequence, Time })
        {
            FlatRow.Rows(Read(schema, line, Flatten.AsOf).Batches[0].Columns).ShouldBe(
            [
                "id=a; v=2; _op=MODIFY; _event_id=xd68c606f769d31a39327841ed61df8e3; _stream=; _sequence=NULL; _event_time=2023-03-29T17:09:24.000; _deleted=false; _ttl=false; _schema_version=1; _rescued=NULL",
            ]);
        }
    }

    [Theory]
    [InlineData("", "NULL", "REMOVE", "true")]
    [InlineData(""","OldImage":{"id":{"S":"a"},"v":{"N":"1"}}""", "1", "REMOVE", "true")]
    [InlineData(""","NewImage":{"id":{"S":"a"},"v":{"N":"2"}}""", "2", "INSERT", "false")]
    [InlineData(""","NewImage":{"id":{"S":"a"},"v":{"N":"2"}},"OldImage":{"id":{"S":"a"},"v":{"N":"1"}}""", "2", "MODIFY", "false")]
    public void IncrementalExport_OfEachView_HasTheOpOfItsImages(string images, string value, string op, string deleted)
    {
        var batch = Read(Sequence, $$$"""{"Metadata":{"WriteTimestampMicros":{"N":"1680109764000001"}},"Keys":{"id":{"S":"a"}}{{{images}}}}""", asOf: null).Batches[0];

        (Value(batch, "v"), Value(batch, "_op"), Value(batch, "_deleted"), Value(batch, "_sequence")).ShouldBe((value, op, deleted, "NULL"));
    }

    [Fact]
    public void IncrementalExport_WithoutItsTime_IsQuarantined() =>
        Flatten.Quarantined(Read(Sequence, """{"Metadata":{},"Keys":{"id":{"S":"a"}},"NewImage":{"id":{"S":"a"}}}""", Flatten.AsOf).Batches[0])
            .ShouldContain("WriteTimestampMicros");

    // Exports in Ion have the keys before the time, in a member around both.
    [Fact]
    public void IncrementalExportInIon_ReadsBinaryKeysOnce_InEachOrder()
    {
        foreach (var order in new[] { "sequence", "time" })
        {
            var schema = TableSchema.Parse($$"""{"table":"t","keys":["id"],"columns":[{"name":"id","path":"id","type":"binary"}],"order":"{{order}}"}""");

            var batch = Read(schema, """$ion_1_0 {Record:{Keys:{id:{{QUFFQw==}} },Metadata:{WriteTimestampMicros:1680109764000001.},NewImage:{id:{{QUFFQw==}} }}}""", asOf: null).Batches[0];

            batch.Quarantine.Count.ShouldBe(0);
            (Value(batch, "id"), Value(batch, "_op"), Value(batch, "_event_time")).ShouldBe(("0x41414543", "INSERT", "2023-03-29T17:09:24.000"));
        }
    }

    [Fact]
    public void Children_HaveTheirParentsTimeAndId()
    {
        var schema = Flatten.Schema("bigint", rest: ""","children":[{"table":"t_items","path":"items","columns":[{"name":"sku","path":"sku","type":"string"}]}] """);

        var batch = Read(schema, """{"Item":{"id":{"S":"a"},"items":{"L":[{"M":{"sku":{"S":"x"}}},{"M":{"sku":{"S":"y"}}}]}}}""", Flatten.AsOf).Batches[0];

        var id = Value(batch, "_event_id");
        FlatRow.Rows(batch.Children[0].Columns).ShouldBe(
        [
            $"id=a; _position=0; sku=x; _op=ITEM; _event_id={id}; _stream=; _sequence=NULL; _event_time=2026-11-03T00:00:00.000; _deleted=false; _ttl=false; _schema_version=1; _rescued=NULL",
            $"id=a; _position=1; sku=y; _op=ITEM; _event_id={id}; _stream=; _sequence=NULL; _event_time=2026-11-03T00:00:00.000; _deleted=false; _ttl=false; _schema_version=1; _rescued=NULL",
        ]);
    }

    [Fact]
    public void IncrementalExport_OfAChangedEntity_IsDeletedInItsOldTable()
    {
        TableSchema Of(string kind) => TableSchema.Parse(
            $$$"""{"table":"{{{kind}}}s","keys":["id"],"columns":[{"name":"id","path":"id","type":"string"},{"name":"kind","path":"kind","type":"string"}],"entity":{"attribute":"kind","equals":"{{{kind}}}"}}""");
        var flattener = new RecordFlattener([Of("lead"), Of("customer")]);

        flattener.Flatten(Encoding.UTF8.GetBytes("""
            {"Metadata":{"WriteTimestampMicros":"1680109764000001"},"Keys":{"id":{"S":"a"}},"OldImage":{"id":{"S":"a"},"kind":{"S":"lead"}},"NewImage":{"id":{"S":"a"},"kind":{"S":"customer"}}}
            {"Metadata":{"WriteTimestampMicros":"1680109764000002"},"Keys":{"id":{"S":"b"}},"OldImage":{"id":{"S":"b"},"kind":{"S":"lead"}}}
            {"Metadata":{"WriteTimestampMicros":"1680109764000003"},"Keys":{"id":{"S":"c"}}}
            """));

        flattener.Batches.Select(batch => string.Join(' ', Enumerable.Range(0, batch.Columns.RowCount)
            .Select(row => $"{Value(batch, "id", row)} {Value(batch, "kind", row)} {Value(batch, "_op", row)} {Value(batch, "_deleted", row)}")))
            .ShouldBe(["a lead MODIFY true b lead REMOVE true", "a customer MODIFY false"]);
        Flatten.Quarantined(flattener.Batches[0]).ShouldContain("no OldImage");
        flattener.Batches.Sum(batch => batch.Raw.Count).ShouldBe(3);
    }

    [Fact]
    public void RawOfItemsAndExports_ReadAgain_IsTheSame()
    {
        const string lines = Item + "\n" + """{"Metadata":{"WriteTimestampMicros":"1680109764000001"},"Keys":{"id":{"S":"b"}}}""" + "\n" + """{"Item":{"v":{"N":"1"}}}""" + "\n";
        var first = Read(Sequence, lines, Flatten.AsOf).Batches[0];

        var again = Read(Sequence, string.Concat(Enumerable.Range(0, first.Raw.Count).Select(line => Raw(first, line) + "\n")), asOf: null).Batches[0];

        FlatRow.Rows(again.Columns).ShouldBe(FlatRow.Rows(first.Columns));
        again.Digests.ToArray().ShouldBe(first.Digests.ToArray());
        Enumerable.Range(0, 3).Select(line => Raw(again, line)).ShouldBe(Enumerable.Range(0, 3).Select(line => Raw(first, line)));
    }
}
