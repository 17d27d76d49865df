using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Lake;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.LocalAthena.Tests;

/// <summary>The generated views over changes and dated rows, with results worked out by hand.</summary>
public sealed class BaselineViewTests
{
    static readonly DateTimeOffset T = new(2026, 11, 20, 0, 2, 0, TimeSpan.Zero);

    static TableSchema Schema(string partitions = """{ "name": "dt", "source": "event_time", "transform": "day", "from": "2026-01-01" }""") => TableSchema.Parse($$"""
        { "table": "orders", "keys": ["id"], "unknown": "rescue",
          "columns": [
            { "name": "id", "path": "id", "type": "string" },
            { "name": "v", "path": "v", "type": "int" },
            { "name": "region", "path": "region", "type": "string" } ],
          "partitions": [ {{partitions}} ],
          "children": [ { "table": "lines", "path": "lines", "columns": [ { "name": "sku", "path": "sku", "type": "string" } ] } ] }
        """);

    static async Task<LocalLake> OpenAsync(DateTimeOffset? baseline, TableSchema? schema = null)
    {
        schema ??= Schema();
        var tables = LakeCatalog.Create([schema], new LakeCatalogOptions { Database = "shop", Location = "s3://lake" });
        return await LocalLake.CreateTemporaryAsync(tables, ViewDefinition.Create(schema, baseline), new() { TimeProvider = new FakeTimeProvider(LakeFixture.Now) });
    }

    // A row of a key: its time as HH:mm:ss of the baseline's night, before midnight for hours above 12.
    static string Row(string id, int? v, string op, string time, int? sequence, string more = "", string stream = "")
    {
        var at = DateTime.Parse($"2026-11-{(string.CompareOrdinal(time, "12") > 0 ? "19" : "20")} {time}", System.Globalization.CultureInfo.InvariantCulture);
        var order = sequence is { } number ? $"\"{number:D40}\"" : "null";
        return $$"""{"id":"{{id}}","v":{{v?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}},"_op":"{{op}}","_event_id":"{{id}}{{v}}{{op}}{{time}}","_stream":"{{stream}}","_sequence":{{order}},"_event_time":"{{at:yyyy-MM-dd HH:mm:ss}}","_deleted":{{(op == "REMOVE" ? "true" : "false")}},"_schema_version":1,"dt":"{{at:yyyy-MM-dd}}"{{more}}}""";
    }

    static string Change(string id, int? v, string time, int sequence, string op = "MODIFY") => Row(id, v, op, time, sequence, stream: "2026-01-01");

    static string Item(string id, int v, string time = "00:02:00") => Row(id, v, "ITEM", time, null);

    static async Task<string[]> RowsAsync(LocalLake lake, string sql) => [.. (await lake.QueryAsync(sql)).Select(row => string.Join('|', row.Texts.Select(text => text ?? "NULL")))];

    [Theory]
    [InlineData("23:56:59", "ITEM", "2")]
    [InlineData("23:57:00", "ITEM", "1")]
    [InlineData("00:03:00", "ITEM", "1")]
    [InlineData("00:01:49", "MODIFY", "2")]
    [InlineData("00:01:50", "MODIFY", "1")]
    [InlineData("23:56:59", "MODIFY", "2")]
    public async Task Current_ChangeAndDatedRow_CompareWithTheMarginOfTheDatedRow(string change, string op, string expected)
    {
        foreach (var baseline in new DateTimeOffset?[] { null, T })
        {
            await using var lake = await OpenAsync(baseline);
            await lake.GivenAsync("orders", [Change("a", 1, change, 7), Row("a", 2, op, "00:02:00", null)]);

            (await RowsAsync(lake, "SELECT v FROM orders_current")).ShouldBe([expected]);
        }
    }

    [Fact]
    public async Task Current_TwoItemsInAnyOrder_ShowTheLater()
    {
        await using var lake = await OpenAsync(null);
        await lake.GivenAsync("orders", [Item("a", 2, "00:02:00"), Item("a", 1, "20:00:00"), Item("b", 1, "20:00:00"), Item("b", 2, "00:02:00")]);

        (await RowsAsync(lake, "SELECT id, v FROM orders_current ORDER BY 1")).ShouldBe(["a|2", "b|2"]);
    }

    [Fact]
    public async Task Current_ItemsThatTheBaselineLacks_AreDeleted()
    {
        await using var lake = await OpenAsync(T);
        await lake.GivenAsync("orders",
        [
            Change("old", 1, "20:00:00", 1),
            Change("hour", 1, "23:30:00", 2),
            Change("margin", 1, "23:57:00", 3),
            Change("after", 1, "00:05:00", 4),
            Item("earlier", 1, "20:00:00"),
            Item("kept", 1),
            Change("gone", 1, "23:30:00", 5),
            Change("gone", null, "00:05:00", 6, "REMOVE"),
        ]);

        (await RowsAsync(lake, "SELECT id FROM orders_current ORDER BY 1")).ShouldBe(["after", "kept", "margin"]);
    }

    [Fact]
    public async Task Current_ClockThatRunsBack_RanksBeforeItFilters()
    {
        await using var lake = await OpenAsync(T);
        // The second change is the later one; only the first is inside the margin.
        await lake.GivenAsync("orders", [Change("a", 1, "23:57:00", 1), Change("a", 2, "23:56:59", 2), Item("a", 3)]);

        (await RowsAsync(lake, "SELECT v FROM orders_current")).ShouldBe(["3"]);
    }

    [Fact]
    public async Task ChildCurrent_DatedParents_ShowTheirElementsOnce()
    {
        await using var lake = await OpenAsync(T);
        await lake.GivenAsync("orders", [Change("a", 1, "20:00:00", 1), Item("a", 2), Change("b", 1, "00:05:00", 2), Item("b", 2), Item("c", 1, "20:00:00")]);
        static string Line(string row, int position, string sku) => $"{row[..^1].Replace("\"v\":1,", "", StringComparison.Ordinal).Replace("\"v\":2,", "", StringComparison.Ordinal)},\"_position\":{position},\"sku\":\"{sku}\"}}";
        await lake.GivenAsync("lines",
        [
            Line(Change("a", 1, "20:00:00", 1), 0, "old"),
            Line(Item("a", 2), 0, "x"),
            Line(Item("a", 2), 1, "y"),
            Line(Item("a", 2), 1, "y"),
            Line(Change("b", 1, "00:05:00", 2), 0, "z"),
            Line(Item("b", 2), 0, "stale"),
            Line(Item("c", 1, "20:00:00"), 0, "gone"),
        ]);

        (await RowsAsync(lake, "SELECT id, _position, sku FROM lines_current ORDER BY 1, 2")).ShouldBe(["a|0|x", "a|1|y", "b|0|z"]);
    }

    [Fact]
    public async Task Events_Items_AreLeftOutAndRowsOfIncrementalExportsStay()
    {
        await using var lake = await OpenAsync(null);
        var twice = Row("k", 1, "MODIFY", "00:05:00", 5).Replace("0005\"", "0005.00049\"", StringComparison.Ordinal);
        await lake.GivenAsync("orders",
        [
            Item("a", 1),
            Change("a", 2, "00:05:00", 1),
            Change("a", 2, "00:05:00", 1),
            Row("a", 3, "MODIFY", "00:06:00", null),
            twice,
            twice.Replace(".00049", ".00050", StringComparison.Ordinal),
        ]);

        (await RowsAsync(lake, "SELECT id, v FROM orders_events ORDER BY 1, 2")).ShouldBe(["a|2", "a|3", "k|1"]);
    }

    [Fact]
    public async Task History_DatedRows_AreVersionsWhereTheyWinAndDiffer()
    {
        await using var lake = await OpenAsync(null);
        await lake.GivenAsync("orders",
        [
            // The export has what the stream lost.
            Change("a", 1, "20:00:00", 1),
            Item("a", 2),
            Change("a", 3, "00:30:00", 2),
            // The export repeats what the stream has.
            Change("b", 1, "20:00:00", 3),
            Item("b", 1),
            // A change within the margin: the export is not a version of its own.
            Change("c", 1, "20:00:00", 4),
            Change("c", 2, "00:00:00", 5),
            Item("c", 2),
            // Two exports without a stream; then an incremental one deletes the item.
            Item("d", 1, "20:00:00"),
            Item("d", 1),
            Row("d", null, "REMOVE", "00:10:00", null),
            // A delete that an incremental export repeats.
            Change("e", 1, "20:00:00", 6),
            Change("e", null, "20:30:00", 7, "REMOVE"),
            Row("e", null, "REMOVE", "21:00:00", null),
        ]);

        (await RowsAsync(lake, "SELECT id, v, date_format(valid_from, '%H:%i'), date_format(valid_to, '%H:%i') FROM orders_history ORDER BY id, valid_from")).ShouldBe(
        [
            "a|1|20:00|00:02",
            "a|2|00:02|00:30",
            "a|3|00:30|NULL",
            "b|1|20:00|NULL",
            "c|1|20:00|00:00",
            "c|2|00:00|NULL",
            "d|1|20:00|00:10",
            "e|1|20:00|20:30",
        ]);
    }

    [Fact]
    public async Task History_VersionsThatTheBaselineLacks_EndAtTheBaseline()
    {
        await using var lake = await OpenAsync(T);
        await lake.GivenAsync("orders",
        [
            Change("lost", 1, "20:00:00", 1),
            Item("exported", 1, "20:00:00"),
            Change("kept", 1, "20:00:00", 2),
            Item("kept", 1),
            Change("margin", 1, "23:58:00", 3),
            Change("after", 1, "00:30:00", 4),
            Change("back", 1, "20:00:00", 5),
            Change("back", 2, "00:30:00", 6),
        ]);

        (await RowsAsync(lake, "SELECT id, v, date_format(valid_to, '%H:%i') FROM orders_history ORDER BY id, v")).ShouldBe(
        [
            "after|1|NULL",
            "back|1|00:30",
            "back|2|NULL",
            "exported|1|00:02",
            "kept|1|NULL",
            "lost|1|00:02",
            "margin|1|NULL",
        ]);
    }

    [Theory]
    [InlineData("""{ "name": "dt", "source": "event_time", "transform": "day", "from": "2026-01-01" }""", "yyyy-MM-dd", 2)]
    [InlineData("""{ "name": "dt", "source": "event_time", "transform": "month", "from": "2026-01-01" }""", "yyyy-MM", 1)]
    [InlineData("""{ "name": "dt", "source": "event_time", "transform": "hour", "from": "2026-01-01" }""", "yyyy-MM-dd-HH", 2)]
    public async Task Current_PartitionsOfTheEventTime_ReadsThoseSinceAnHourBeforeTheBaseline(string partition, string format, int files)
    {
        var months = format == "yyyy-MM";
        await using var lake = await OpenAsync(T, Schema(partition));
        string[] Rows(string more) => [.. Enumerable.Range(0, months ? 11 : 20).Select(back =>
        {
            var at = months ? T.AddMonths(-back) : format == "yyyy-MM-dd" ? T.AddDays(-back) : T.AddHours(-back);
            return $$"""{"id":"k{{back}}",{{more}}"_op":"MODIFY","_event_id":"{{back}}","_stream":"s","_sequence":"{{back:D40}}","_event_time":"{{at:yyyy-MM-dd HH:mm:ss}}","_deleted":false,"_schema_version":1,"dt":"{{at.ToString(format, System.Globalization.CultureInfo.InvariantCulture)}}"}""";
        })];
        // One file per partition; an hour before T is another day and hour.
        await lake.GivenAsync("orders", Rows("\"v\":1,"));
        await lake.GivenAsync("lines", Rows("\"_position\":0,\"sku\":\"x\","));

        foreach (var (view, tables) in new[] { ("orders_current", 1), ("lines_current", 2) })
        {
            var plan = string.Join('\n', await RowsAsync(lake, $"EXPLAIN ANALYZE SELECT count(id) FROM {view}"));
            plan.Split($"Total Files Read: {files} ").Length.ShouldBe(tables + 1, plan);
        }
        (await RowsAsync(lake, "SELECT id FROM orders_current")).ShouldBe(["k0"]);
    }

    [Fact]
    public async Task Open_LakeWithMarkers_StartsWithTheNewestBaseline()
    {
        using var folder = new TemporaryDirectory();
        var store = new DirectoryObjectStore(folder.FullPath);
        await using (var lake = await LocalLake.OpenAsync(folder.FullPath, [Schema()], options: new() { TimeProvider = new FakeTimeProvider(LakeFixture.Now) }))
        {
            await lake.GivenAsync("orders", [Change("lost", 1, "20:00:00", 1), Item("kept", 1)]);
            (await RowsAsync(lake, "SELECT id FROM orders_current ORDER BY 1")).ShouldBe(["kept", "lost"]);
        }
        var hash = new string('a', 32);
        foreach (var key in new[] { $"20261119T000000000Z-{hash}", $"20261120T000200000Z-{hash}", $"20261120T000200000Z-20261121T000000000Z-{hash}" })
        {
            await store.PutAsync($"baselines/orders/{key}.json", ObjectContent.Of("{}"u8.ToArray()));
        }
        await store.PutAsync($"baselines/other/20261121T000000000Z-{hash}.json", ObjectContent.Of("{}"u8.ToArray()));

        await using var healed = await LocalLake.OpenAsync(folder.FullPath, [Schema()], options: new() { TimeProvider = new FakeTimeProvider(LakeFixture.Now) });

        (await RowsAsync(healed, "SELECT id FROM orders_current")).ShouldBe(["kept"]);
        (await healed.Catalog.GetTableAsync("lake", "orders_current")).Definition.Parameters["bipipeline.baseline"].ShouldBe("2026-11-20T00:02:00Z");
        (await healed.Catalog.GetTableAsync("lake", "orders_events")).Definition.Parameters.ShouldNotContainKey("bipipeline.baseline");
    }
}
