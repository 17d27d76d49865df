using System.Globalization;
using System.Text;

namespace BiPipeline.Toolkit.Flattening.Tests.Inference;

/// <summary>Faults of inferred schemas, with the wrong result in a comment.</summary>
public sealed class InferenceFaultTests
{
    static SchemaInference See(InferenceOptions options, IEnumerable<string> records)
    {
        var inference = new SchemaInference(options);
        inference.Observe(Encoding.UTF8.GetBytes(string.Join('\n', records)));
        return inference;
    }

    static (string[] Columns, IReadOnlyList<string> Decisions) Infer(InferenceOptions options, IEnumerable<string> records)
    {
        var inference = See(options, records);
        var columns = inference.ToSchema("orders").Columns.Where(column => column.Name != "id");
        return ([.. columns.Select(column => $"{column.Name}:{column.Type}{(column.Coerce ? "!" : "")}")], inference.Decisions);
    }

    static (string[] Columns, IReadOnlyList<string> Decisions) Infer(IEnumerable<string> records) => Infer(new(), records);

    static string Uuid(int i) => $"00000000-0000-4000-8000-{i:x12}";

    // 301 columns, and the next item's in _rescued.
    [Fact]
    public void Infer_MapWithUuidsForKeys_IsAMap()
    {
        var (columns, decisions) = Infer(Enumerable.Range(0, 150).Select(i =>
            StreamRecord.Insert("\"items\":{\"M\":{\"" + Uuid(i) + "\":{\"M\":{\"name\":{\"S\":\"x\"},\"qty\":{\"N\":\"1\"}}}}}")));

        columns.ShouldBe(["items:map<string,struct<name:string,qty:bigint>>"]);
        decisions.ShouldBe(["items: 150 keys in 150 maps → map<string,struct<name:string,qty:bigint>>"]);
    }

    [Theory]
    [InlineData("2022-01-{0:00}", 5)]
    [InlineData("{0}", 3)]
    [InlineData("some name {0}", 40)]
    public void Infer_MapWithRareOrDataKeys_IsAMap(string key, int items)
    {
        var (columns, _) = Infer(Enumerable.Range(1, items).Select(i =>
            StreamRecord.Insert("\"m\":{\"M\":{\"" + string.Format(CultureInfo.InvariantCulture, key, i) + "\":{\"N\":\"1\"}}}")));

        columns.ShouldBe(["m:map<string,bigint>"]);
    }

    [Fact]
    public void Infer_RareAttributesOfSeveralTypes_AreColumns()
    {
        string[] values = ["""{"N":"1"}""", """{"S":"x"}""", """{"BOOL":true}"""];

        var (columns, _) = Infer(Enumerable.Range(0, 30).Select(i => StreamRecord.Insert($"\"m\":{{\"M\":{{\"name{i}\":{values[i % 3]}}}}}")));

        columns.Length.ShouldBe(30);
    }

    [Fact]
    public void Infer_SharesAsOptions_DecideWhatIsAMap()
    {
        string[] records = [.. Enumerable.Range(0, 4).Select(i => StreamRecord.Insert($"\"m\":{{\"M\":{{\"name{i}\":{{\"N\":\"1\"}}}}}}"))];

        Infer(records).Columns.ShouldBe(["m_name0:bigint", "m_name1:bigint", "m_name2:bigint", "m_name3:bigint"]);
        Infer(new() { MapPercent = 30 }, records).Columns.ShouldBe(["m:map<string,bigint>"]);
        Infer(new() { Maps = [AttributePath.Of("m")] }, records).Columns.ShouldBe(["m:map<string,bigint>"]);
        Infer(new() { Excluded = [AttributePath.Parse("m.name1"), AttributePath.Parse("m.name2")] }, records).Columns.ShouldBe(["m_name0:bigint", "m_name3:bigint"]);
    }

    // 1,000 dates had columns; name and status had none.
    [Fact]
    public void Infer_MoreAttributesThanColumns_KeepsTheFrequentAndNamesTheOthers()
    {
        var inference = See(
            new() { MaxColumns = 4 },
            Enumerable.Range(0, 20).Select(i => StreamRecord.Insert($$"""  "a{{i:00}}":{"N":"1"},"zip":{"S":"x"},"name":{"S":"x"},"b{{i % 2}}":{"N":"1"} """)));

        inference.ToSchema("orders").Columns.Select(column => column.Name).ShouldBe(["id", "b0", "name", "zip"]);
        inference.WithoutColumn.Select(path => path.ToString()).ShouldBe([.. Enumerable.Range(0, 20).Select(i => $"a{i:00}"), "b1"]);
    }

    // Views of 1,000 columns with long names were longer than Athena takes.
    [Fact]
    public void Infer_ColumnsWithLongNames_AreAsManyAsAViewHolds()
    {
        var inference = See(new(), [StreamRecord.Insert(string.Join(',', Enumerable.Range(0, 951).Select(i => $"\"{new string('x', 114)}{i:0000}\":{{\"N\":\"1\"}}")))]);

        var columns = inference.ToSchema("orders").Columns.Count;

        columns.ShouldBeInRange(400, 500);
        (inference.WithoutColumn.Count + columns).ShouldBe(952);
    }

    // A type of 196,034 characters, which Glue refuses.
    [Fact]
    public void Infer_TypeThatGlueRefuses_IsAString()
    {
        var members = string.Join(',', Enumerable.Range(0, 60).Select(i => $"\"a{i}\":{{\"M\":{{{string.Join(',', Enumerable.Range(0, 120).Select(j => $"\"b{new string('x', 15)}{j}\":{{\"S\":\"x\"}}"))}}}}}"));

        var (columns, decisions) = Infer([StreamRecord.Insert("\"lines\":{\"L\":[{\"M\":{" + members + "}}]}")]);

        columns.ShouldBe(["lines:string"]);
        decisions.ShouldHaveSingleItem().ShouldMatch("^lines: the type has 1[0-9]{2},[0-9]{3} characters, Glue takes 131,072 → string$");
    }

    // Devices got the columns of readings.
    [Fact]
    public void Infer_RecordsOfAnotherEntity_AreNotLookedAt()
    {
        string[] records =
        [
            StreamRecord.Insert("""  "type":{"S":"DEVICE"},"model":{"S":"x"},"size":{"N":"1"} """),
            StreamRecord.Insert("""  "type":{"S":"READING"},"counter":{"N":"1"},"size":{"S":"large"} """),
        ];
        var entity = EntityFilter.AttributeEquals("type", "DEVICE");
        var from = TableSchema.Parse("""{"table":"orders","keys":["id"],"columns":[{"name":"id","path":"id","type":"string"}],"entity":{"attribute":"type","equals":"DEVICE"}}""");

        foreach (var options in new InferenceOptions[] { new() { Entity = entity }, new() { From = from } })
        {
            var inference = See(options, records);
            var schema = inference.ToSchema("orders");

            schema.Columns.Select(column => $"{column.Name}:{column.Type}").ShouldBe(["id:string", "model:string", "size:bigint", "type:string"]);
            schema.Entity.ShouldBe(entity);
            (inference.Records, inference.OtherEntities, inference.Unreadable).ShouldBe((1, 1, 0));
        }
    }

    [Fact]
    public void Infer_ItemThatChangesItsEntity_GivesItsOldImageToTheOld()
    {
        const string images = """  "NewImage":{"id":{"S":"a"},"type":{"S":"B"},"b":{"N":"1"}},"OldImage":{"id":{"S":"a"},"type":{"S":"A"},"a":{"N":"1"}},  """;

        Infer(new() { Entity = EntityFilter.AttributeEquals("type", "A") }, [StreamRecord.Record("MODIFY", images)]).Columns.ShouldBe(["a:bigint", "type:string"]);
        Infer(new() { Entity = EntityFilter.AttributeEquals("type", "B") }, [StreamRecord.Record("MODIFY", images)]).Columns.ShouldBe(["b:bigint", "type:string"]);
    }

    // "0 unreadable", and flatten put all of it into quarantine.
    [Fact]
    public void Infer_RecordsWithoutANewImage_AreUnreadableForThatReason()
    {
        var inference = See(new(), [StreamRecord.Record("INSERT", ""), StreamRecord.Record("MODIFY", "\"OldImage\":{\"id\":{\"S\":\"a\"}},"), StreamRecord.Record("REMOVE", "")]);

        (inference.Records, inference.Unreadable).ShouldBe((1, 2));
        inference.Reasons.ShouldHaveSingleItem().ShouldBe(new("an INSERT or MODIFY has no NewImage; expected a stream with view type NEW_IMAGE or NEW_AND_OLD_IMAGES", 2L));
    }

    // No reason at all.
    [Fact]
    public void Infer_UnreadableRecords_HaveReasonsWithCounts()
    {
        var inference = See(
            new(),
            [StreamRecord.Insert("\"v\":{\"N\":\"x\"}"), StreamRecord.Insert("\"v\":{\"S\":\"x\"},\"v\":{\"S\":\"x\"}"), StreamRecord.Insert("\"v\":{\"N\":\"y\"}"), "oops"]);

        inference.Unreadable.ShouldBe(4);
        inference.Reasons.Values.Sum().ShouldBe(4);
        inference.Reasons.First().ShouldBe(new("an N or NS attribute value is not a number", 2L));
    }

    // 4 values of every record were rescued, silently.
    [Fact]
    public void Infer_ValuesThatNoLongerFit_AreListedWithTheWayOut()
    {
        var from = TableSchema.Parse("""
            {"table":"orders","keys":["id"],"columns":[
              {"name":"id","path":"id","type":"string"},{"name":"price","path":"price","type":"bigint"},{"name":"qty","path":"qty","type":"bigint"},
              {"name":"when","path":"when","type":"timestamp"},{"name":"d","path":"d","type":"decimal(12,2)"}]}
            """);

        var (_, decisions) = Infer(new() { From = from }, [StreamRecord.Insert("""  "price":{"N":"10.25"},"qty":{"N":"1"},"when":{"N":"1700000000"},"d":{"N":"12.5"} """)]);

        const string wayOut = "; values that do not fit are rescued; add a column of another name and read both with coalesce";
        decisions.ShouldBe(
        [
            $"price: 1 N seen as decimal(18,4), the column is bigint{wayOut}",
            $"when: 1 N seen as bigint, the column is timestamp{wayOut}",
        ]);
    }

    // The attribute that is a legal name lost it to a sibling that sorts first.
    [Theory]
    [InlineData("UserId", "user_id", "UserId=user_id_b1d7bf7b user_id=user_id")]
    [InlineData("SKU", "sku", "SKU=sku_HASH sku=sku")]
    [InlineData("userID", "userId", "userID=user_id userId=user_id_HASH")]
    [InlineData("größe", "straßenÉtat", "größe=grosse straßenÉtat=strassen_etat")]
    [InlineData("Ærø", "smörgåsbord", "smörgåsbord=smorgasbord Ærø=aero")]
    [InlineData("価格", "価格_jpy", "価格=attribute_HASH 価格_jpy=jpy_HASH")]
    [InlineData("数量2", "a数b", "a数b=ab_HASH 数量2=_2_HASH")]
    [InlineData("a b-c", "x😀y", "a b-c=a_b_c x😀y=x_y")]
    public void Infer_Names_AreReadable(string first, string second, string expected)
    {
        var inference = See(new(), [StreamRecord.Insert($$"""  "{{first}}":{"S":"x"},"{{second}}":{"S":"x"} """)]);

        var names = inference.ToSchema("orders").Columns.Where(column => column.Name != "id").Select(column => $"{column.Path}={Hash(column)}").Order(StringComparer.Ordinal);

        string.Join(' ', names).ShouldBe(expected.Replace("b1d7bf7b", "HASH", StringComparison.Ordinal));

        static string Hash(SchemaColumn column)
        {
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(column.Path.ToString())))[..8];
            return column.Name.Replace($"_{hash}", "_HASH", StringComparison.Ordinal);
        }
    }

    // 12.5, 99.9, 100 gave decimal(18,1), and 12.55 was lost to dashboards.
    [Theory]
    [InlineData("price:decimal(18,3)", "12.5", "99.9", "100")]
    [InlineData("price:decimal(18,4)", "12.55")]
    [InlineData("price:bigint", "12", "100")]
    [InlineData("price:decimal(38,3)", "12345678901234567890123456789012345.1")]
    [InlineData("price:decimal(38,2)", "123456789012345678901234567890123456.1")]
    [InlineData("price:decimal(38,1)", "1234567890123456789012345678901234567.1")]
    public void Infer_Decimals_HaveHeadroom(string expected, params string[] prices) =>
        Infer(prices.Select(price => StreamRecord.Insert($$"""  "price":{"N":"{{price}}"} """))).Columns.ShouldBe([expected]);

    // Nothing was said of what was decided.
    [Fact]
    public void Infer_Choices_AreReported()
    {
        string[] records =
        [
            .. Enumerable.Range(0, 1_200).Select(_ => StreamRecord.Insert("""  "metrics":{"M":{"temp":{"N":"1.5"}}},"createdAt":{"N":"1700000000123"},"ttl":{"N":"1700000000"} """)),
            .. Enumerable.Range(0, 59).Select(_ => StreamRecord.Insert("""  "metrics":{"M":{"temp":{"S":"n/a"}}},"none":{"NULL":true} """)),
        ];

        var (columns, decisions) = Infer(records);

        columns.ShouldBe(["created_at:bigint", "metrics_temp:string", "none:string", "ttl:bigint"]);
        decisions.ShouldBe(
        [
            "createdAt: numbers that could be times; for a timestamp set the type and \"unit\": \"ms\" → bigint",
            "metrics.temp: 1,200 N, 59 S → string",
            "none: NULL only → string",
            "ttl: numbers that could be times; for a timestamp set the type and \"unit\": \"s\" → bigint",
        ]);
    }

    // Microseconds were cut off.
    [Theory]
    [InlineData("2026-01-02T03:04:05.123456Z", "string", "timestamp")]
    [InlineData("2026-01-02T03:04:05.123000+09:00", "timestamp", "timestamp")]
    [InlineData("2026-01-02T03:04:05.1234567", "string", "timestamp")]
    public void Infer_TimesWithMoreThanMilliseconds_AreStringsUnlessAsked(string time, string expected, string floored)
    {
        string[] records = [StreamRecord.Insert($$"""  "at":{"S":"{{time}}"} """)];

        Infer(records).Columns.ShouldBe([$"at:{expected}"]);
        Infer(new() { FloorTimes = true }, records).Columns.ShouldBe([$"at:{floored}"]);
    }

    // "Key 'Id' is no column".
    [Theory]
    [InlineData("Id", "Key 'Id' is not an attribute of the records; they have 'id'.")]
    [InlineData("pk", "Key 'pk' is not an attribute of the records; they have 'id', 'v'.")]
    public void Infer_KeyThatTheRecordsLack_NamesWhatTheyHave(string key, string problem) =>
        Should.Throw<SchemaException>(() => Infer(new() { Keys = [key] }, ["""{"Item":{"id":{"S":"a"},"v":{"N":"1"}}}"""])).Problems.ShouldBe([problem]);

    // Numbers, flags and times as text, the commonest wish.
    [Theory]
    [InlineData("v:bigint!", """{"S":"12"}""", """{"S":"-7"}""", """{"N":"3"}""")]
    [InlineData("v:decimal(18,4)!", """{"S":"12.50"}""", """{"S":"0.25"}""")]
    [InlineData("v:boolean!", """{"S":"true"}""", """{"BOOL":false}""")]
    [InlineData("v:timestamp!", """{"S":"2024-01-01 10:00:00"}""", """{"S":"2024-01-01 10:00:00.5"}""")]
    [InlineData("v:string", """{"S":"007"}""", """{"S":"12"}""")]
    [InlineData("v:string", """{"S":"12"}""", """{"S":"twelve"}""")]
    [InlineData("v:string", """{"S":""}""")]
    [InlineData("v:timestamp", """{"S":"2024-01-01T10:00:00"}""")]
    public void Coerce_TextsThatAreAllValues_AreColumnsOfTheirType(string expected, params string[] values)
    {
        string[] records = [.. values.Select(value => StreamRecord.Insert($"\"v\":{value}"))];

        Infer(new() { Coerce = true }, records).Columns.ShouldBe([expected]);
        Infer(records).Columns.ShouldAllBe(column => !column.EndsWith('!'));
    }
}
