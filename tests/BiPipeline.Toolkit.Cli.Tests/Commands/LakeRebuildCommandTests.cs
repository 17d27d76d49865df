using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace BiPipeline.Toolkit.Cli.Tests.Commands;

/// <summary>Tests <c>lake rebuild</c> from the raw zone to what queries see.</summary>
public sealed class LakeRebuildCommandTests
{
    const string ChangeText = """
        {"eventID":"e#NUMBER","eventName":"#NAME","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-west-1",
        "dynamodb":{"ApproximateCreationDateTime":#TIME,"Keys":{"orderId":{"S":"o#ORDER"}},
        "#IMAGES":{"orderId":{"S":"o#ORDER"},"amount":{"N":"#NUMBER.50"},"note":{"S":"n#NUMBER"},"items":{"L":[{"M":{"sku":{"S":"s#SKU"}}}]}},
        "SequenceNumber":"#SEQUENCE","SizeBytes":1,"StreamViewType":"NEW_AND_OLD_IMAGES"},
        "eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000"}
        """;
    const string Current = "SELECT order_id, amount, note, _schema_version FROM orders_current ORDER BY order_id";
    const string Events = "SELECT order_id, _sequence, amount, note, _rescued, _schema_version, dt FROM orders_events ORDER BY _sequence";
    const string History = "SELECT order_id, valid_from, valid_to, amount, note FROM orders_history ORDER BY order_id, valid_from";
    const string Items = "SELECT order_id, _position, sku FROM order_items_current ORDER BY order_id, _position";

    [Fact]
    public async Task Rebuild_NewVersion_ViewsAreThoseOfALakeThatHadItFromTheBeginning()
    {
        using var folder = new TemporaryDirectory();
        var (changes, v1, v2) = await WriteAsync(folder, 400);
        var (lake, expected) = (folder.Combine("lake"), folder.Combine("expected"));
        await FlattenAsync(changes, v1, lake);
        await FlattenAsync(changes, v2, expected);

        var run = await CliRun.RunAsync("lake", "rebuild", "--schema", v2, "--lake", lake, "--count-older", "--json");

        run.Code.ShouldBe(0, run.Error);
        run.Output.ShouldContain("\nolder versions: 800 rows replaced; 0 dated rows and 0 other rows stay, because the new version has no row for them\n");
        run.Output.ShouldStartWith("rebuild orders as version 2\n");
        run.Output.ShouldContain($"  bipipeline glue apply --schema {v2} --location {lake} --database DATABASE\n");
        using var json = JsonDocument.Parse(run.LastLine);
        (json.RootElement.GetProperty("records").GetInt64(), json.RootElement.GetProperty("rows").GetInt64(), json.RootElement.GetProperty("quarantined").GetInt64()).ShouldBe((400, 400, 0));
        foreach (var sql in (string[])[Current, Events, History, Items])
        {
            (await QueryAsync(sql, v2, lake)).ShouldBe(await QueryAsync(sql, v2, expected));
        }
        // Nothing is lost: both readings of every change, by another engine's count.
        (await QueryAsync("SELECT _schema_version, count(*), count(DISTINCT _sequence) FROM orders GROUP BY 1 ORDER BY 1", v2, lake)).ShouldEndWith("\n1,400,400\n2,400,400\n");
    }

    [Fact]
    public async Task Rebuild_DryRun_PrintsThePlanAndWritesNothing()
    {
        using var folder = new TemporaryDirectory();
        var (changes, v1, v2) = await WriteAsync(folder, 20);
        var lake = folder.Combine("lake");
        await FlattenAsync(changes, v1, lake);
        var before = Contents(lake);

        var run = await CliRun.RunAsync("lake", "rebuild", "--schema", v2, "--lake", lake, "--from", "2026-11-17", "--dry-run", "--json");

        run.Code.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.LastLine);
        (json.RootElement.GetProperty("first_day").GetString(), json.RootElement.GetProperty("units").GetInt32(), json.RootElement.GetProperty("remaining_units").GetInt32()).ShouldBe(("2026-11-17", 1, 1));
        Contents(lake).ShouldBe(before);
    }

    // 'glue plan' refuses the type and prints this command.
    [Fact]
    public async Task Rebuild_NewTable_WritesItsSchemaFileAndItsRows()
    {
        using var folder = new TemporaryDirectory();
        var (changes, v1, _) = await WriteAsync(folder, 60);
        var lake = folder.Combine("lake");
        await FlattenAsync(changes, v1, lake);
        var expected = await QueryAsync("SELECT order_id, CAST(amount AS varchar) FROM orders_current ORDER BY 1", v1, lake);
        await File.WriteAllTextAsync(v1, Schema(1, "").Replace("decimal(12,2)", "double", StringComparison.Ordinal).Replace("\"day\"", "\"hour\"", StringComparison.Ordinal));
        string[] args = ["lake", "rebuild", "--schema", v1, "--lake", lake, "--table", "orders_v2"];

        var run = await CliRun.RunAsync(args);
        var again = await CliRun.RunAsync([.. args, "--json"]);

        run.Code.ShouldBe(0, run.Error);
        var schema = folder.Combine("orders_v2.schema.json");
        run.Output.ShouldContain($"  bipipeline views apply --schema {schema} --database DATABASE --workgroup WORKGROUP\n");
        JsonDocument.Parse(again.LastLine).RootElement.GetProperty("units_run").GetInt32().ShouldBe(0);
        (await QueryAsync("SELECT order_id, CAST(CAST(amount AS decimal(12,2)) AS varchar) FROM orders_v2_current ORDER BY 1", schema, lake)).Split('\n')[1..].ShouldBe(expected.Split('\n')[1..]);
        Directory.EnumerateDirectories(Path.Combine(lake, "processed", "orders_v2")).ShouldAllBe(path => path.Length - path.LastIndexOf('=') == "=2026-11-16-00".Length);
        // Another file of that name stays.
        await File.WriteAllTextAsync(schema, Schema(7, ""));
        (await CliRun.RunAsync(args)).Error.ShouldContain($"'{schema}' is another schema");
    }

    [Fact]
    public async Task Rebuild_VersionThatReadsNothing_IsExitCode3()
    {
        using var folder = new TemporaryDirectory();
        var (changes, v1, v2) = await WriteAsync(folder, 20);
        var lake = folder.Combine("lake");
        await FlattenAsync(changes, v1, lake);
        await File.WriteAllTextAsync(v2, Schema(2, "").Replace("\"path\": \"orderId\", \"type\": \"string\"", "\"path\": \"orderId\", \"type\": \"int\"", StringComparison.Ordinal));

        var run = await CliRun.RunAsync("lake", "rebuild", "--schema", v2, "--lake", lake);
        var allowed = await CliRun.RunAsync("lake", "rebuild", "--schema", v2, "--lake", lake, "--allow-quarantine");

        run.Code.ShouldBe(3);
        run.Error.ShouldContain("error: 20 of 20 records went to quarantine (");
        allowed.Code.ShouldBe(0);
        // The older reading is what views show.
        (await QueryAsync("SELECT count(*) AS n FROM orders_events", v1, lake)).ShouldBe("n\n20\n");
    }

    [Theory]
    [InlineData("Option '--from' is 'soon'; expected a day such as 2026-11-03.", "--from", "soon")]
    [InlineData("Option '--to' is '2026-11-31'; expected a day such as 2026-11-03.", "--to", "2026-11-31")]
    public async Task Rebuild_WrongUse_IsUsage(string problem, params string[] words)
    {
        var run = await CliRun.RunAsync(["lake", "rebuild", .. words, "--schema", "s.json", "--lake", "lake"]);

        run.Code.ShouldBe(2);
        run.Error.ShouldStartWith($"error: {problem}");
    }

    [Fact]
    public async Task Rebuild_KilledAtRandomMoments_RunAgainIsTheSameLake()
    {
        var kills = TestVolume.Of(usual: 3, full: 70);
        using var folder = new TemporaryDirectory();
        var (changes, v1, v2) = await WriteAsync(folder, 6000);
        var first = folder.Combine("first");
        await FlattenAsync(changes, v1, first);
        var whole = folder.Combine("whole");
        Copy(first, whole);
        string[] Args(string root) => ["lake", "rebuild", "--schema", v2, "--lake", root, "--threads", "2"];
        var started = Stopwatch.GetTimestamp();
        (await CliRun.RunApartAsync(new Dictionary<string, string?>(), Args(whole))).Code.ShouldBe(0);
        var duration = Stopwatch.GetElapsedTime(started);
        var expected = Contents(whole);
        var random = new Random(20261116);
        var unfinished = 0;

        for (var i = 0; i < kills; i++)
        {
            var root = folder.Combine($"lake{i}");
            Copy(first, root);
            using (var process = CliRun.StartApart(Args(root)))
            {
                // A process that ends sooner was not killed; that is a run as well.
                if (!process.WaitForExit(random.NextDouble() * duration)) { process.Kill(); }
                await process.WaitForExitAsync();
            }
            if (Contents(root).Count < expected.Count) { unfinished++; }
            (await CliRun.RunAsync(Args(root))).Code.ShouldBe(0);

            Contents(root).ShouldBe(expected, $"after kill {i}");
            Directory.Delete(root, recursive: true);
        }
        unfinished.ShouldBeGreaterThan(0);
    }

    static async Task FlattenAsync(string changes, string schema, string lake) =>
        (await CliRun.RunAsync("flatten", changes, "--schema", schema, "--lake", lake)).Code.ShouldBe(0);

    static async Task<string> QueryAsync(string sql, string schema, string lake)
    {
        var run = await CliRun.RunAsync("query", sql, "--schema", schema, "--lake", lake, "--format", "csv");
        run.Code.ShouldBe(0, run.Error);
        return run.Output;
    }

    static async Task<(string Changes, string V1, string V2)> WriteAsync(TemporaryDirectory folder, int changes)
    {
        var lines = new StringBuilder();
        for (var i = 0; i < changes; i++) { lines.Append(Change(i, changes)); }
        await File.WriteAllTextAsync(folder.Combine("changes.jsonl"), lines.ToString());
        await File.WriteAllTextAsync(folder.Combine("orders.schema.json"), Schema(1, ""));
        await File.WriteAllTextAsync(folder.Combine("v2.schema.json"), Schema(2, """, { "name": "note", "path": "note", "type": "string" }"""));
        return (folder.Combine("changes.jsonl"), folder.Combine("orders.schema.json"), folder.Combine("v2.schema.json"));
    }

    // Changes of a third as many orders over two days, from insert to update to delete.
    static string Change(int number, int changes)
    {
        var order = number % Math.Max(1, changes / 3);
        var time = new DateTimeOffset(2026, 11, 16, 0, 0, 0, TimeSpan.Zero).AddSeconds(2 * 86400.0 * number / changes);
        var isLast = number >= changes - 5;
        return ChangeText
            .Replace("#IMAGES", isLast ? "OldImage" : "NewImage", StringComparison.Ordinal)
            .Replace("#NAME", isLast ? "REMOVE" : "INSERT", StringComparison.Ordinal)
            .Replace("#ORDER", order.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("#NUMBER", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("#SEQUENCE", (100000 + number).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("#SKU", (number % 7).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("#TIME", time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .ReplaceLineEndings("") + "\n";
    }

    static string Schema(int version, string columns) => $$"""
        { "table": "orders", "version": {{version}}, "keys": ["order_id"],
          "columns": [
            { "name": "order_id", "path": "orderId", "type": "string" },
            { "name": "amount", "path": "amount", "type": "decimal(12,2)" }{{columns}} ],
          "children": [ { "table": "order_items", "path": "items", "columns": [ { "name": "sku", "path": "sku", "type": "string" } ] } ],
          "partitions": [ { "name": "dt", "source": "event_time", "transform": "day" } ],
          "unknown": "rescue" }
        """;

    static void Copy(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }

    // Objects, without the temporary files of killed processes.
    static SortedDictionary<string, string> Contents(string root)
    {
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(root)) { return contents; }
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(path => !Path.GetFileName(path).StartsWith(".bipipeline-", StringComparison.Ordinal)))
        {
            contents.Add(Path.GetRelativePath(root, path).Replace('\\', '/'), Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));
        }
        return contents;
    }
}
