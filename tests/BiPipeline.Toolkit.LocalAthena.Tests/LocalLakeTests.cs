using BiPipeline.Toolkit.Athena;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.LocalAthena.Tests;

public sealed class LocalLakeTests
{
    const string Schema = """
        { "table": "orders", "keys": ["order_id"], "unknown": "rescue",
          "columns": [
            { "name": "order_id", "path": "orderId", "type": "string" },
            { "name": "status", "path": "status", "type": "string" },
            { "name": "amount", "path": "amount", "type": "decimal(12,2)" },
            { "name": "placed_at", "path": "placedAt", "type": "timestamp" },
            { "name": "tags", "path": "tags", "type": "array<string>" },
            { "name": "address", "path": "address", "type": "struct<city:string,zip:string>" },
            { "name": "sign", "path": "sign", "type": "binary" } ],
          "partitions": [ { "name": "dt", "source": "event_time", "transform": "day", "from": "2026-01-01" } ] }
        """;

    static TableSchema Orders => TableSchema.Parse(Schema);

    static LocalAthenaOptions Options => new() { TimeProvider = new FakeTimeProvider(LakeFixture.Now) };

    static Task<LocalLake> OpenAsync() =>
        LocalLake.CreateTemporaryAsync(LakeCatalog.Create([Orders], new LakeCatalogOptions { Database = "shop", Location = "s3://lake" }), options: Options);

    static string Row(string id, string status, string amount, int sequence, string op = "MODIFY", string more = "") =>
        $$"""{"order_id":"{{id}}","status":"{{status}}","amount":{{amount}},"_op":"{{op}}","_event_id":"{{id}}-{{sequence}}","_stream":"s","_sequence":"{{sequence:D40}}","_deleted":{{(op == "REMOVE" ? "true" : "false")}},"_schema_version":1,"dt":"2026-11-0{{sequence}}"{{more}}}""";

    [Fact]
    public async Task Query_GeneratedViews_ShowTheLastStateOfEveryKey()
    {
        await using var lake = await OpenAsync();
        await lake.GivenAsync("orders", [Row("a", "NEW", "10.50", 1, "INSERT"), Row("a", "PAID", "11.25", 2), Row("b", "NEW", "5.00", 1, "INSERT"), Row("b", "NEW", "5.00", 3, "REMOVE"), Row("a", "NEW", "10.50", 1, "INSERT")]);
        await lake.ApplyAsync(ViewDefinition.Create(Orders));

        var current = await lake.QueryAsync("SELECT order_id, status, amount FROM orders_current");
        var events = await lake.QueryAsync("SELECT count(*) AS n FROM orders_events");

        current.ShouldHaveSingleItem().Texts.ShouldBe(["a", "PAID", "11.25"]);
        events.ShouldHaveSingleItem()["n"].ShouldBe(4L);
    }

    [Theory]
    [InlineData("orders_events", "dt = '2026-11-03'", "1/5")]
    [InlineData("orders_events", "dt BETWEEN '2026-11-02' AND '2026-11-03'", "2/5")]
    [InlineData("orders_current", "dt = '2026-11-03'", "Total Files Read: 5")]
    public async Task Explain_FilterOnAPartitionOfAGeneratedView_ReadsOnlyThatPartition(string view, string filter, string files)
    {
        await using var lake = await OpenAsync();
        await lake.GivenAsync("orders", [.. Enumerable.Range(1, 5).Select(day => Row($"o{day}", "PAID", "1.00", day))]);
        await lake.ApplyAsync(ViewDefinition.Create(Orders));

        var plan = string.Join('\n', (await lake.QueryAsync($"EXPLAIN ANALYZE SELECT count(order_id) FROM {view} WHERE {filter}")).Select(row => row.Texts[0]));

        plan.ShouldContain(files);
    }

    [Fact]
    public async Task Query_OwnViewOverGivenRows_ReturnsItsRows()
    {
        await using var lake = await OpenAsync();
        await lake.GivenAsync("orders",
        [
            Row("a", "PAID", "10.50", 1, more: ""","placed_at":"2026-11-01 10:00:00.5","tags":["x","y"],"address":{"city":"Köln"},"sign":"AQI=" """),
            Row("b", "PAID", "1.005e1", 2),
        ]);
        await lake.ApplyAsync(ViewDefinition.Parse("CREATE OR REPLACE VIEW paid AS SELECT order_id, amount, placed_at, tags[1] AS tag, address.city AS city, sign FROM orders WHERE status = 'PAID' AND tags IS NOT NULL;", "test"));

        var rows = await lake.QueryAsync("SELECT order_id, amount, placed_at, tag, city, sign FROM paid");

        rows.ShouldHaveSingleItem().Texts.ShouldBe(["a", "10.50", "2026-11-01 10:00:00.500", "x", "Köln", "01 02"]);
    }

    [Fact]
    public async Task Given_RawLines_AreReadAsText()
    {
        await using var lake = await OpenAsync();
        await lake.GivenAsync("orders_raw", ["""{"record":{"eventID":"1"},"dt":"2026-11-01"}"""]);

        (await lake.QueryAsync("SELECT json_extract_scalar(record, '$.eventID') AS id FROM orders_raw")).ShouldHaveSingleItem()["id"].ShouldBe("1");
    }

    [Theory]
    [InlineData("not json", "is not JSON")]
    [InlineData("[]", "is Array; expected a JSON object")]
    [InlineData("""{"nope":1,"dt":"2026-11-01"}""", "Table shop.orders has no column nope")]
    [InlineData("""{"order_id":"a"}""", "has no text for the partition column dt")]
    [InlineData("""{"order_id":"a","dt":"2025-12-31"}""", "outside its projection")]
    [InlineData("""{"amount":"much","dt":"2026-11-01"}""", "A row does not fit table shop.orders: Cannot cast VARCHAR 'much' to DECIMAL(12, 2). Value is not a number.")]
    [InlineData("""{"amount":12345678901.5,"dt":"2026-11-01"}""", "Value too large")]
    public async Task Given_RowThatDoesNotFit_ReportsTheProblem(string row, string message)
    {
        await using var lake = await OpenAsync();

        (await Should.ThrowAsync<InvalidDataException>(() => lake.GivenAsync("orders", [row]))).Message.ShouldContain(message);
    }

    [Fact]
    public async Task Open_FolderSchemasAndViews_AreReadyForSqlAndStay()
    {
        using var folder = new TemporaryDirectory();
        var views = ViewDefinition.Parse("CREATE OR REPLACE VIEW paid AS SELECT order_id FROM orders_current WHERE status = 'PAID';", "test");

        for (var day = 1; day <= 2; day++)
        {
            await using var lake = await LocalLake.OpenAsync(folder.FullPath, [Orders], views, Options);
            await lake.GivenAsync("orders", [Row($"o{day}", "PAID", "1.00", day)]);

            lake.Database.ShouldBe("lake");
            (await lake.QueryAsync("SELECT order_id FROM paid ORDER BY 1")).Select(row => row.Texts[0]).ShouldBe(Enumerable.Range(1, day).Select(n => $"o{n}"));
        }
    }

    [Fact]
    public async Task Open_RefusedView_NamesIt()
    {
        using var folder = new TemporaryDirectory();
        var views = ViewDefinition.Parse("CREATE OR REPLACE VIEW paid AS SELECT no_such_column FROM orders_current;", "test");

        var exception = await Should.ThrowAsync<ViewException>(() => LocalLake.OpenAsync(folder.FullPath, [Orders], views, Options));

        exception.Message.ShouldContain("paid");
        exception.Message.ShouldContain("no_such_column");
    }
}
