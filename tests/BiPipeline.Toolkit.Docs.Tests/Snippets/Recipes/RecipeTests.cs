using System.IO.Compression;
using System.Text;
using BiPipeline.Toolkit.Cli;
using BiPipeline.Toolkit.Docs.Tests.Markdown;
using BiPipeline.Toolkit.Docs.Tests.Pages;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Docs.Tests.Snippets.Recipes;

/// <summary>Checks the promises of docs/recipes with the schema files of the pages.</summary>
[Collection(PipelineCollection.Name)]
public sealed class RecipeTests
{
    const string Key = "0123456789abcdef";

    /// <summary>Renamed in the file with a higher version: NULL for old rows until the raw zone is flattened again, then filled for all.</summary>
    [Fact]
    public async Task Rename_RawFlattenedAgain_FillsTheNewColumn()
    {
        using var folder = new TemporaryDirectory();
        var renamed = Schemas("change-the-schema.md").Single();
        var old = TableSchema.Parse(renamed.ToJson().Replace("\"email\"", "\"customer_email\"", StringComparison.Ordinal)
            .Replace("\"version\": 2", "\"version\": 1", StringComparison.Ordinal));
        old.Version.ShouldBe(1);
        var records = folder.Combine("records.jsonl");
        await File.WriteAllTextAsync(records, Record("orders", "1", """ "orderId":{"S":"a"}""", """ "customer":{"M":{"email":{"S":"x@example.com"}}}"""));
        var lake = folder.Combine("lake");

        await FlattenAsync(lake, [old], records);
        (await QueryAsync(lake, renamed, "SELECT count(*), count(email) FROM orders_current")).ShouldBe("1 0");
        await FlattenAsync(lake, [renamed], [.. Directory.EnumerateFiles(Path.Combine(lake, "raw"), "*.json.gz", SearchOption.AllDirectories)]);

        (await QueryAsync(lake, renamed, "SELECT count(*), count(email) FROM orders_current")).ShouldBe("1 1");
        (await QueryAsync(lake, renamed, """SELECT max("_schema_version"), count(*) FROM orders_events""")).ShouldBe("2 1");
    }

    /// <summary>The version has to rise: another schema under the version that the lake has is refused, before anything is written.</summary>
    [Fact]
    public async Task Change_SameVersion_IsRefused()
    {
        using var folder = new TemporaryDirectory();
        var second = Schemas("change-the-schema.md").Single();
        var changed = TableSchema.Parse(second.ToJson().Replace("\"email\"", "\"mail\"", StringComparison.Ordinal));
        var records = folder.Combine("records.jsonl");
        await File.WriteAllTextAsync(records, Record("orders", "1", """ "orderId":{"S":"a"}""", """ "customer":{"M":{"email":{"S":"x@example.com"}}}"""));
        var lake = folder.Combine("lake");
        await FlattenAsync(lake, [second], records);
        string[] files = [.. Directory.EnumerateFiles(lake, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

        (await Should.ThrowAsync<SchemaException>(() => FlattenAsync(lake, [changed], records))).Message.ShouldContain("version");

        Directory.EnumerateFiles(lake, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ShouldBe(files);
    }

    [Fact]
    public async Task SeveralTables_EntitiesOfOneTable_BecomeSeparateTables()
    {
        using var folder = new TemporaryDirectory();
        var schemas = Schemas("several-tables.md");
        var records = folder.Combine("records.jsonl");
        await File.WriteAllTextAsync(records,
            Record("shop", "1", """ "pk":{"S":"CUSTOMER#1"},"sk":{"S":"PROFILE#1"}""", """ "name":{"S":"Ada"}""")
            + Record("shop", "2", """ "pk":{"S":"CUSTOMER#1"},"sk":{"S":"INVOICE#1"}""", """ "type":{"S":"INVOICE"},"total":{"N":"12.5"}""")
            + Record("shop", "3", """ "pk":{"S":"ORDER#1"},"sk":{"S":"A"}""", """ "type":{"S":"ORDER"}"""));

        var outcome = await FlattenAsync(folder.Combine("lake"), schemas, records);

        (outcome.Records, outcome.Rows, outcome.Quarantined).ShouldBe((3, 2, 1));
        (await QueryAsync(folder.Combine("lake"), schemas[1], "SELECT count(*), sum(total) FROM invoices_current")).ShouldBe("1 12.50");
    }

    [Theory]
    [InlineData("orders", "orders", true)]
    [InlineData("OrderItems", "order_items", true)]
    [InlineData("prod-orders", "prod_orders", true)]
    [InlineData("prod-orders", "orders", false)]
    public async Task SeveralTables_NameOfTheStreamsTable_SelectsTheSchema(string source, string table, bool isTaken)
    {
        using var folder = new TemporaryDirectory();
        var records = folder.Combine("records.jsonl");
        await File.WriteAllTextAsync(records, Record(source, "1", """ "id":{"S":"a"}""", """ "n":{"N":"1"}"""));
        TableSchema[] schemas = [.. new[] { table, "others" }.Select(name => TableSchema.Parse($$"""
            { "table": "{{name}}", "keys": ["id"], "columns": [ { "name": "id", "path": "id", "type": "string" } ] }
            """))];

        (await FlattenAsync(folder.Combine("lake"), schemas, records)).Rows.ShouldBe(isTaken ? 1 : 0);
    }

    [Fact]
    public async Task PersonalData_HashedAndDropped_AreInNoObject()
    {
        using var folder = new TemporaryDirectory();
        var schema = Schemas("personal-data.md").Single();
        var records = folder.Combine("records.jsonl");
        await File.WriteAllTextAsync(records, Record("orders", "1", """ "orderId":{"S":"a"}""",
            """ "total":{"N":"1"},"note":{"S":"kept"},"customer":{"M":{"email":{"S":"x@example.com"},"phone":{"S":"0123456789"}}}"""));
        var lake = folder.Combine("lake");

        (await Should.ThrowAsync<Exception>(() => FlattenAsync(lake, [schema], records))).Message.ShouldContain("HashKey");
        await FlattenAsync(lake, [schema], new Flattening.FlattenOptions { HashKey = Encoding.UTF8.GetBytes(Key) }, records);

        (await QueryAsync(lake, schema, """SELECT length(email), substr(email, 1, 5), "_rescued" FROM orders_current""")).ShouldBe("""69 hmac: {"note":{"S":"kept"}}""");
        foreach (var file in Directory.EnumerateFiles(lake, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            var text = Encoding.UTF8.GetString(file.EndsWith(".gz", StringComparison.Ordinal) ? Unzipped(bytes) : bytes);
            text.ShouldNotContain("x@example.com", Case.Sensitive, file);
            text.ShouldNotContain("0123456789\"", Case.Sensitive, file);
        }
    }

    /// <summary>Exported items: of the time of the export, and older than later changes.</summary>
    [Fact]
    public async Task Backfill_ExportedItems_AreOlderThanChanges()
    {
        using var folder = new TemporaryDirectory();
        var schema = TableSchema.Load("orders.schema.json");
        var (export, records) = (folder.Combine("export.json"), folder.Combine("records.jsonl"));
        await File.WriteAllTextAsync(export, """
            {"asOf":"2025-11-03T00:00:00.000Z","Item":{"orderId":{"S":"a"},"status":{"S":"OPEN"}}}
            {"asOf":"2025-11-03T00:00:00.000Z","Item":{"orderId":{"S":"b"},"status":{"S":"OPEN"}}}

            """);
        await File.WriteAllTextAsync(records, Record("orders", "1", """ "orderId":{"S":"a"}""", """ "status":{"S":"PAID"}"""));
        var lake = folder.Combine("lake");

        await FlattenAsync(lake, [schema], records);
        (await FlattenAsync(lake, [schema], export)).CreatedFiles.ShouldBeGreaterThan(0);
        (await FlattenAsync(lake, [schema], export)).CreatedFiles.ShouldBe(0);

        (await QueryAsync(lake, schema, "SELECT array_join(array_agg(order_id || '=' || status ORDER BY order_id), ' ') FROM orders_current")).ShouldBe("a=PAID b=OPEN");
        (await QueryAsync(lake, schema, """SELECT "_op", dt, count(*), count("_event_time"), count("_sequence") FROM orders WHERE "_op" = 'ITEM' GROUP BY "_op", dt"""))
            .ShouldBe("ITEM 2025-11-03 2 2 0");
    }

    /// <summary>Runs the checks of the page with the page's command. They have their names and fail where they must.</summary>
    [Theory]
    [InlineData("5", 0)]
    [InlineData("-5", 1)]
    public async Task TestViews_ChecksOfThePage_RunOverALake(string amount, int exitCode)
    {
        using var folder = new TemporaryDirectory();
        var page = MarkdownPage.Read("docs/recipes/test-views.md");
        var records = folder.Combine("records.jsonl");
        await File.WriteAllTextAsync(records, Record("orders", "1", """ "orderId":{"S":"a"}""", $$$""" "status":{"S":"PAID"},"amount":{"N":"{{{amount}}}"}"""));
        await FlattenAsync(folder.Combine("out/lake"), [TableSchema.Load("orders.schema.json")], records);
        var checks = Directory.CreateDirectory(folder.Combine("checks")).FullName;
        await File.WriteAllTextAsync(Path.Combine(checks, "orders.sql"), page.Blocks.Last(block => block.Language == "sql").Text);
        var command = DocumentedWords(page, "bipipeline views check ");
        using var output = new StringWriter();

        string[] words = [.. command.Select(word => word switch
        {
            "checks/" => checks,
            "out/lake" => folder.Combine("out/lake"),
            _ => word,
        })];
        (await CommandLine.RunAsync(words, ExampleBatch.Terminal(output), CancellationToken.None)).ShouldBe(exitCode, output.ToString());

        output.ToString().ShouldContain("an order is in orders_current once");
        output.ToString().ShouldContain("revenue is never negative");
    }

    /// <summary>The view in the page equals the file of the test.</summary>
    [Fact]
    public async Task TestViews_ViewOfThePage_MatchesTheFile() =>
        (await File.ReadAllTextAsync("sql/revenue_by_status.sql")).TrimEnd().ShouldBe(MarkdownPage.Read("docs/recipes/test-views.md").Blocks.First(block => block.Language == "sql").Text);

    static IEnumerable<string> DocumentedWords(MarkdownPage page, string start) =>
        page.Blocks.Where(block => block.Language == "bash").SelectMany(block => block.Text.Split('\n')).Single(line => line.StartsWith(start, StringComparison.Ordinal)).Split(' ').Skip(1);

    static TableSchema[] Schemas(string page) =>
        [.. MarkdownPage.Read($"docs/recipes/{page}").Blocks.Where(block => block.Language == "json" && block.Text.Contains("\"columns\"", StringComparison.Ordinal)).Select(block => TableSchema.Parse(block.Text))];

    static Task<FileOutcome> FlattenAsync(string lake, IReadOnlyList<TableSchema> schemas, params string[] inputs) => FlattenAsync(lake, schemas, new Flattening.FlattenOptions(), inputs);

    static Task<FileOutcome> FlattenAsync(string lake, IReadOnlyList<TableSchema> schemas, Flattening.FlattenOptions options, params string[] inputs) =>
        new FilePipeline(new DirectoryObjectStore(lake, new() { Sync = false }), new() { Schemas = schemas, Flatten = options, AllowUnreadable = true }).RunAsync(inputs);

    static async Task<string> QueryAsync(string folder, TableSchema schema, string sql)
    {
        await using var lake = await LocalLake.OpenAsync(folder, [schema]);
        return string.Join('\n', (await lake.QueryAsync(sql)).Select(row => string.Join(' ', row.Texts)));
    }

    static string Record(string table, string sequence, string keys, string attributes) => $$$$"""
        {"eventID":"{{{{sequence}}}}","eventName":"INSERT","dynamodb":{"ApproximateCreationDateTime":1767225600,"Keys":{{{{{keys}}}}},"NewImage":{{{{{keys}}}},{{{{attributes}}}}},"SequenceNumber":"{{{{sequence}}}}00","StreamViewType":"NEW_AND_OLD_IMAGES"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/{{{{table}}}}/stream/2026-01-01T00:00:00.000"}

        """;

    static byte[] Unzipped(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var text = new MemoryStream();
        gzip.CopyTo(text);
        return text.ToArray();
    }
}
