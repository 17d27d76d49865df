using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace BiPipeline.Toolkit.Flattening.Tests.Inference;

/// <summary>Schemas found in records: types, names, keys, and that no order or split of the records plays a part.</summary>
public sealed class SchemaInferenceTests
{
    static readonly Config Seeded = Config.QuickThrowOnFailure.WithMaxTest(TestVolume.Of(usual: 100, full: 300)).WithReplay(20261123UL, 3UL);

    static TableSchema Infer(InferenceOptions options, params string[] records)
    {
        var inference = new SchemaInference(options);
        inference.Observe(Encoding.UTF8.GetBytes(string.Join('\n', records)));
        return inference.ToSchema("orders");
    }

    static string TypeOf(params string[] values)
    {
        var schema = Infer(new InferenceOptions(), [.. values.Select(value => StreamRecord.Insert($"\"v\":{value}"))]);
        return string.Join(' ', schema.Columns.Where(column => column.Name != "id").Select(column => $"{column.Name}:{column.Type}"));
    }

    [Theory]
    [InlineData("v:bigint", """{"N":"1"}""", """{"N":"-9223372036854775808"}""")]
    [InlineData("v:bigint", """{"N":"1.00"}""", """{"NULL":true}""")]
    [InlineData("v:decimal(38,0)", """{"N":"1"}""", """{"N":"9223372036854775808"}""")]
    [InlineData("v:decimal(18,4)", """{"N":"1"}""", """{"N":"19.99"}""")]
    [InlineData("v:decimal(38,5)", """{"N":"1234567890123456"}""", """{"N":"0.001"}""")]
    [InlineData("v:string", """{"N":"12345678901234567890123456789012345678"}""", """{"N":"0.1"}""")]
    [InlineData("v:string", """{"N":"1E130"}""")]
    [InlineData("v:string", """{"N":"123456789012345678901234567890123456789"}""")]
    [InlineData("v:string", """{"N":"1"}""", """{"S":"1"}""")]
    [InlineData("v:boolean", """{"BOOL":true}""")]
    [InlineData("v:binary", """{"B":"AAEC"}""")]
    [InlineData("v:date", """{"S":"2026-01-02"}""", """{"S":"2024-02-29"}""")]
    [InlineData("v:timestamp", """{"S":"2026-01-02T03:04:05Z"}""", """{"S":"2026-01-02T03:04"}""")]
    [InlineData("v:string", """{"S":"2026-01-02"}""", """{"S":"2026-01-02T03:04:05Z"}""")]
    [InlineData("v:string", """{"S":"2026-01-02"}""", """{"S":""}""")]
    [InlineData("v:string", """{"NULL":true}""")]
    [InlineData("v:array<string>", """{"SS":["b","a"]}""")]
    [InlineData("v:array<decimal(18,3)>", """{"NS":["1","2.5"]}""", """{"L":[]}""")]
    [InlineData("v:array<struct<qty:bigint,sku:string>>", """{"L":[{"M":{"sku":{"S":"x"}}},{"M":{"qty":{"N":"1"}}}]}""")]
    [InlineData("v:array<array<bigint>>", """{"L":[{"L":[{"N":"1"}]},{"L":[]}]}""")]
    [InlineData("v:string", """{"L":[]}""", """{"M":{}}""")]
    [InlineData("v:string", """{"M":{}}""")]
    [InlineData("v_a:bigint v_b_c:string", """{"M":{"a":{"N":"1"},"b":{"M":{"c":{"S":"x"}}}}}""")]
    [InlineData("v:string", """{"M":{"a":{"N":"1"}}}""", """{"S":"x"}""")]
    public void Type_FitsEveryValue(string expected, params string[] values) => TypeOf(values).ShouldBe(expected);

    [Fact]
    public void Map_WithManyKeys_IsAMap()
    {
        var keys = string.Join(',', Enumerable.Range(0, 201).Select(i => $$"""  "k{{i}}":{"N":"{{i}}.5"} """));

        TypeOf("{\"M\":{" + keys + "}}").ShouldBe("v:map<string,decimal(18,3)>");
    }

    [Fact]
    public void Names_ThatCollide_BecomeDistinct()
    {
        var schema = Infer(new InferenceOptions(), StreamRecord.Insert("""  "orderId":{"S":"x"},"order_id":{"S":"x"},"_op":{"S":"x"},"dt":{"S":"x"},"a.b":{"S":"x"},"1st":{"S":"x"},"HTTPServer":{"S":"x"} """));

        schema.Columns.Select(column => $"{column.Path}={column.Name}").ShouldBe(
        [
            "id=id", "1st=_1st", "HTTPServer=http_server", "_op=_op_3a320505", "a\\.b=a_b", "dt=dt_fefbdb67", "orderId=order_id_120559ff", "order_id=order_id",
        ]);
    }

    [Fact]
    public void StructFields_KeepTheirMembersNames()
    {
        var schema = Infer(new InferenceOptions(), StreamRecord.Insert("""  "items":{"L":[{"M":{"unitPrice":{"N":"1.5"},"opts":{"L":[{"M":{"Code":{"S":"x"}}}]}}}]} """));
        var items = schema.Columns.Single(column => column.Name == "items");

        items.Type.ToString().ShouldBe("array<struct<opts:array<struct<code:string>>,unit_price:decimal(18,3)>>");
        items.Fields.ShouldBe(new Dictionary<string, string> { ["unit_price"] = "unitPrice", ["opts[].code"] = "Code" }, ignoreOrder: true);
        FlatRow.Value(Flatten.Text(schema, StreamRecord.Insert("""  "items":{"L":[{"M":{"unitPrice":{"N":"1.5"},"opts":{"L":[{"M":{"Code":{"S":"x"}}}]}}}]} """)).Columns["items"], 0)
            .ShouldBe("[{opts=[{code=x}], unit_price=1.500}]");
    }

    [Fact]
    public void Keys_ComeFromKeys_AndStayText()
    {
        var record = StreamRecord.Record("REMOVE", "").Replace("{\"id\":{\"S\":\"a\"}}", """{"sk":{"N":"7"},"pk":{"S":"2026-01-02"}}""", StringComparison.Ordinal);

        var schema = Infer(new InferenceOptions(), record);

        schema.Keys.ShouldBe(["pk", "sk"]);
        schema.Columns.Select(column => $"{column.Name}:{column.Type}").ShouldBe(["pk:string", "sk:bigint"]);
        schema.Order.ShouldBe(RecordOrder.Sequence);
    }

    [Fact]
    public void Export_NeedsKeysByName()
    {
        const string line = """{"Item":{"id":{"S":"a"},"n":{"N":"1"}}}""";

        Should.Throw<SchemaException>(() => Infer(new InferenceOptions(), line)).Message.ShouldContain("--keys");
        Infer(new InferenceOptions { Keys = ["id"] }, line).Keys.ShouldBe(["id"]);
    }

    [Fact]
    public void IncrementalExport_SuitsBothOrders() =>
        Infer(new InferenceOptions(), """{"Metadata":{"WriteTimestampMicros":"1"},"Keys":{"id":{"S":"c"}}}""").Order.ShouldBe(RecordOrder.Sequence);

    [Fact]
    public void From_KeepsNamesAndNeverNarrows()
    {
        var from = TableSchema.Parse("""
            {"table":"orders","version":3,"keys":["id"],"columns":[
              {"name":"id","path":"id","type":"string"},{"name":"renamed","path":"n","type":"int"},{"name":"d","path":"d","type":"double"},
              {"name":"s","path":"s","type":"array<struct<b:int>>"}],"partitions":[]}
            """);

        var schema = Infer(new InferenceOptions { From = from }, StreamRecord.Insert("""  "n":{"N":"1"},"d":{"N":"1"},"s":{"L":[{"M":{"a":{"S":"x"},"b":{"N":"1"}}}]},"new":{"BOOL":true} """));

        schema.Columns.Select(column => $"{column.Name}:{column.Type}").ShouldBe(["id:string", "renamed:bigint", "d:double", "s:array<struct<b:bigint,a:string>>", "new:boolean"]);
        schema.Version.ShouldBe(4);
        Infer(new InferenceOptions { From = schema }, StreamRecord.Insert("")).Version.ShouldBe(4);
    }

    [Fact]
    public void UnreadableRecords_AreCountedAndSkipped()
    {
        var inference = new SchemaInference();

        inference.Observe(Encoding.UTF8.GetBytes(StreamRecord.Insert("\"v\":{\"N\":\"x\"}") + "\noops\n" + StreamRecord.Insert("\"v\":{\"N\":\"1\"}")));

        (inference.Records, inference.Unreadable).ShouldBe((1, 2));
        inference.ToSchema("orders").Columns.Single(column => column.Name == "v").Type.ShouldBe(DataType.Bigint);
    }

    [Fact]
    public void ColumnsBeyondTheLimit_AreLeftToRescue()
    {
        var inference = new SchemaInference(new InferenceOptions { MaxColumns = 2 });
        inference.Observe(Encoding.UTF8.GetBytes(StreamRecord.Insert("""  "b":{"N":"1"},"a":{"N":"1"} """)));

        inference.ToSchema("orders").Columns.Select(column => column.Name).ShouldBe(["id", "a"]);
        inference.WithoutColumn.ShouldBe([AttributePath.Of("b")]);
    }

    [Fact]
    public void Schema_AnyOrderAndSplitOfTheRecords_IsTheSame() => Prop.ForAll(Records.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (records, seed) =>
    {
        var random = new Random(seed);
        // Thresholds at which some of these records are on either side.
        var options = new InferenceOptions
        {
            MaxStructMembers = 3 + random.Next(3),
            MapPercent = 25 * random.Next(3),
            MaxColumns = 4 + random.Next(6),
            Coerce = random.Next(2) == 0,
            Keys = ["id"],
        };
        var whole = new SchemaInference(options);
        whole.Observe(Encoding.UTF8.GetBytes(string.Join('\n', records)));
        var expected = whole.ToSchema("orders").ToJson();

        var shuffled = records.OrderBy(_ => random.Next()).ToArray();
        var parts = Enumerable.Range(0, 1 + random.Next(4)).Select(_ => new SchemaInference(options)).ToArray();
        foreach (var record in shuffled) { parts[random.Next(parts.Length)].Observe(Encoding.UTF8.GetBytes(record)); }
        var joined = parts.OrderBy(_ => random.Next()).Aggregate((left, right) =>
        {
            left.Merge(right);
            return left;
        });
        joined.ToSchema("orders").ToJson().ShouldBe(expected);
        joined.Decisions.ShouldBe(whole.Decisions);
        joined.WithoutColumn.ShouldBe(whole.WithoutColumn);
        // Shares stay when every record is seen twice.
        joined.Merge(joined);

        joined.ToSchema("orders").ToJson().ShouldBe(expected);
    }).Check(Seeded);

    [Fact]
    public void Names_AreInjective_AndIndependentOfOrder() => Prop.ForAll(Paths.ToArbitrary(), paths =>
    {
        var distinct = paths.Distinct().ToArray();

        var names = ColumnName.Assign(distinct, ["_op", "dt"]);
        var reversed = ColumnName.Assign(distinct.Reverse(), ["dt", "_op"]);

        names.Values.Distinct(StringComparer.Ordinal).Count().ShouldBe(distinct.Length);
        names.Values.ShouldAllBe(name => ColumnName.IsValid(name) && name != "_op" && name != "dt");
        names.ShouldBe(reversed, ignoreOrder: true);
    }).Check(Seeded.WithMaxTest(TestVolume.Of(usual: 250, full: 1_000)));

    static Gen<string[]> Records => Values(3).Select(value => value).ListOf(6).Select(values => StreamRecord.Insert(string.Join(',', values.Select((value, i) => $"\"a{i % 4}{(i > 3 ? "x" : "")}\":{value}"))))
        .ListOf(5).Select(records => records.ToArray());

    static Gen<string> Values(int depth)
    {
        var scalars = Gen.Elements(
            """{"N":"1"}""", """{"N":"1.25"}""", """{"N":"9223372036854775808"}""", """{"N":"1E60"}""", """{"S":"x"}""", """{"S":"2026-01-02"}""", """{"S":"2026-01-02T03:04:05Z"}""",
            """{"BOOL":true}""", """{"B":"AAEC"}""", """{"NULL":true}""", """{"SS":["a"]}""", """{"NS":["1.5"]}""", """{"L":[]}""", """{"M":{}}""");
        if (depth == 0) { return scalars; }
        var lists = Values(depth - 1).ListOf(2).Select(values => $$"""{"L":[{{string.Join(',', values)}}]}""");
        var maps = Values(depth - 1).ListOf(3).SelectMany(values => Gen.Choose(0, 4).Select(offset => "{\"M\":{" + string.Join(',', values.Select((value, i) => $"\"m{i + offset}\":{value}")) + "}}"));
        return Gen.Frequency((4, scalars), (1, lists), (2, maps));
    }

    static Gen<AttributePath[]> Paths =>
        Gen.Elements("a", "A", "aB", "a_b", "AB", "a.b", "b", "é", "É", "1", "_1", "dt", "_op", "Dt", "x y", "x-y", "ö", "ß", "価格", "数量", "цена", "e\u0301", "ab", "😀", "😁", "aBC", "ABc", new string('q', 300), new string('q', 301))
            .NonEmptyListOf().Select(segments => AttributePath.Of([.. segments.Take(3)])).ArrayOf();
}
