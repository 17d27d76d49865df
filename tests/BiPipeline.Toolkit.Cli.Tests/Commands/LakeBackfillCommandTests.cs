using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using BiPipeline.Toolkit.Maintenance.Tests.Exports;

namespace BiPipeline.Toolkit.Cli.Tests.Commands;

/// <summary>Tests <c>lake backfill</c> from the export to the rows.</summary>
public sealed class LakeBackfillCommandTests
{
    const string Schema = """
        { "table": "orders", "keys": ["order_id"],
          "columns": [
            { "name": "order_id", "path": "orderId", "type": "string" },
            { "name": "amount", "path": "amount", "type": "decimal(12,2)" },
            { "name": "region", "path": "region", "type": "string" } ],
          "partitions": [ { "name": "dt", "source": "event_time", "transform": "day" } ],
          "unknown": "rescue" }
        """;

    [Fact]
    public async Task Backfill_FullExport_IsWhatQueriesSee()
    {
        using var folder = new TemporaryDirectory();
        var (place, schema, lake) = await WriteAsync(folder, 3, 20);

        var run = await CliRun.RunAsync("lake", "backfill", place, "--schema", schema, "--lake", lake, "--json");

        (run.Code, run.Error).ShouldBe((0, run.Error), run.Error);
        run.Output.ShouldStartWith("baseline 01793664000000-0a1b2c3d of 2026-11-03T00:00:00.000Z\n");
        using var json = JsonDocument.Parse(run.LastLine);
        (json.RootElement.GetProperty("items").GetInt64(), json.RootElement.GetProperty("rows").GetInt64(), json.RootElement.GetProperty("markers").GetArrayLength()).ShouldBe((60, 60, 1));
        var query = await CliRun.RunAsync("query", "SELECT count(*) AS n, count(DISTINCT order_id) AS k, sum(amount) AS s, min(_event_time) AS t FROM orders", "--schema", schema, "--lake", lake, "--format", "csv");
        query.Output.ShouldBe("n,k,s,t\n60,60,1800.00,2026-11-03 00:00:00.000\n", query.Error);
    }

    [Theory]
    [InlineData("snappy")]
    [InlineData("gzip")]
    [InlineData("none")]
    public async Task Backfill_Codec_WritesTheFilesOfFlatten(string codec)
    {
        using var folder = new TemporaryDirectory();
        var (place, schema, lake) = await WriteAsync(folder, 1, 200);

        var run = await CliRun.RunAsync("lake", "backfill", place, "--schema", schema, "--lake", lake, "--codec", codec);

        run.Code.ShouldBe(0, run.Error);
        run.Error.ShouldEndWith("100 %: 1 of 1 units, 200 items\n");
        var flattened = folder.Combine("flattened");
        (await CliRun.RunAsync("flatten", place, "--schema", schema, "--lake", flattened, "--no-raw", "--codec", codec)).Code.ShouldBe(0);
        Processed(lake).ShouldBe(Processed(flattened));
    }

    // Two weekly exports: everything changed, and two items were deleted.
    [Fact]
    public async Task Backfill_TwoExportsInEitherOrder_CurrentIsTheNewer()
    {
        using var folder = new TemporaryDirectory();
        var (_, schema, _) = await WriteAsync(folder, 1, 1);
        var monday = Export("2026-11-02T00:00:00.000Z", "01793577600000-00000001", 10, "1").Write(folder.Combine("mon"));
        var tuesday = Export("2026-11-03T00:00:00.000Z", "01793664000000-00000002", 8, "2").Write(folder.Combine("tue"));

        foreach (var (index, order) in ((string[][])[[monday, tuesday], [tuesday, monday]]).Index())
        {
            var lake = folder.Combine($"lake{index}");
            foreach (var place in order) { (await CliRun.RunAsync("lake", "backfill", place, "--schema", schema, "--lake", lake)).Code.ShouldBe(0); }

            (await CurrentAsync(schema, lake)).ShouldBe(string.Concat(Enumerable.Range(0, 8).Select(i => $"k{i},2.00\n")));
        }
    }

    // Changes were lost: an update of a, the deletion of b, the insert of d. The change of c is newer than the export.
    [Fact]
    public async Task Backfill_LakeThatLostChanges_IsHealed()
    {
        using var folder = new TemporaryDirectory();
        var (_, schema, lake) = await WriteAsync(folder, 1, 1);
        string Change(int sequence, string key, string amount, int time) => $$$$"""{"eventID":"e{{{{sequence}}}}","eventName":"INSERT","dynamodb":{"ApproximateCreationDateTime":{{{{time}}}},"Keys":{"orderId":{"S":"{{{{key}}}}"}},"NewImage":{"orderId":{"S":"{{{{key}}}}"},"amount":{"N":"{{{{amount}}}}"}},"SequenceNumber":"{{{{sequence}}}}"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000"}""";
        const int midnight = 1793664000;
        await File.WriteAllLinesAsync(folder.Combine("stream.jsonl"), [Change(1, "a", "1", midnight - 7200), Change(2, "b", "1", midnight - 7100), Change(3, "c", "1", midnight - 7000), Change(4, "c", "3", midnight + 600)]);
        string Item(string key, string amount) => $$$$"""{"Item":{"orderId":{"S":"{{{{key}}}}"},"amount":{"N":"{{{{amount}}}}"}}}""";
        var export = ExportFolder.Of([Item("a", "2"), Item("c", "1"), Item("d", "2")]).Write(folder.Combine("healing"));
        (await CliRun.RunAsync("flatten", folder.Combine("stream.jsonl"), "--schema", schema, "--lake", lake)).Code.ShouldBe(0);
        (await CurrentAsync(schema, lake)).ShouldBe("a,1.00\nb,1.00\nc,3.00\n");

        var run = await CliRun.RunAsync("lake", "backfill", export, "--schema", schema, "--lake", lake);
        run.Code.ShouldBe(0, run.Error);
        (await CurrentAsync(schema, lake)).ShouldBe("a,2.00\nc,3.00\nd,2.00\n");

        (await CliRun.RunAsync("lake", "backfill", "--retract", "2026-11-03T00:00:00Z", "--schema", schema, "--lake", lake, "--yes")).Code.ShouldBe(0);
        (await CurrentAsync(schema, lake)).ShouldBe("a,1.00\nb,1.00\nc,3.00\n");
    }

    static async Task<string> CurrentAsync(string schema, string lake)
    {
        var query = await CliRun.RunAsync("query", "SELECT order_id, amount FROM orders_current ORDER BY 1", "--schema", schema, "--lake", lake, "--format", "csv");
        query.Code.ShouldBe(0, query.Error);
        return query.Output[(query.Output.IndexOf('\n', StringComparison.Ordinal) + 1)..];
    }

    static ExportFolder Export(string time, string id, int items, string amount)
    {
        var export = ExportFolder.Of(Enumerable.Range(0, items).Select(i => $$$$"""{"Item":{"orderId":{"S":"k{{{{i}}}}"},"amount":{"N":"{{{{amount}}}}"}}}"""));
        (export.Summary["exportTime"], export.Summary["exportArn"]) = (time, $"{ExportFolder.TableArn}/export/{id}");
        return export;
    }

    [Fact]
    public async Task Backfill_DryRun_PrintsThePlanAndWritesNothing()
    {
        using var folder = new TemporaryDirectory();
        var (place, schema, lake) = await WriteAsync(folder, 3, 20);

        var run = await CliRun.RunAsync("lake", "backfill", place, "--schema", schema, "--lake", lake, "--dry-run", "--json");

        run.Code.ShouldBe(0, run.Error);
        run.Output.ShouldContain("  data       60 items in 3 files");
        run.Output.ShouldContain("  units      3, 3 to do; at most 1 partitions per unit");
        JsonDocument.Parse(run.LastLine).RootElement.GetProperty("remaining_units").GetInt32().ShouldBe(3);
        Directory.Exists(lake).ShouldBeFalse();
    }

    [Fact]
    public async Task Backfill_FilesOfAScan_NeedTimeAndComplete()
    {
        using var folder = new TemporaryDirectory();
        var (_, schema, lake) = await WriteAsync(folder, 1, 1);
        await File.WriteAllTextAsync(folder.Combine("scan.json"), """{"Items":[{"orderId":{"S":"a"},"amount":{"N":"1"}}],"Count":1,"ScannedCount":1,"ConsumedCapacity":null}""");
        string[] args = ["lake", "backfill", folder.Combine("scan.json"), "--schema", schema, "--lake", lake];

        (await CliRun.RunAsync(args)).Error.ShouldEndWith("For a scan, add --as-of with its start, and --complete.\n");
        (await CliRun.RunAsync([.. args, "--as-of", "2026-11-03T00:00:00Z"])).Error.ShouldContain("expected --complete.");
        var run = await CliRun.RunAsync([.. args, "--as-of", "2026-11-03T00:00:00Z", "--complete", "--json"]);

        run.Code.ShouldBe(0, run.Error);
        JsonDocument.Parse(run.LastLine).RootElement.GetProperty("rows").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Backfill_Retract_AsksForYes()
    {
        using var folder = new TemporaryDirectory();
        var (place, schema, lake) = await WriteAsync(folder, 2, 20);
        await CliRun.RunAsync("lake", "backfill", place, "--schema", schema, "--lake", lake);
        string[] retract = ["lake", "backfill", "--retract", "2026-11-03", "--schema", schema, "--lake", lake];

        var plan = await CliRun.RunAsync(retract);
        (plan.Code, plan.LastLine).ShouldBe((0, "Nothing is deleted. Add --yes to delete it."), plan.Error);
        Zones(lake).ShouldBe(["baselines", "maintenance", "maintenance", "processed", "processed", "schemas"]);
        var done = await CliRun.RunAsync([.. retract, "--yes", "--json"]);

        done.Code.ShouldBe(0, done.Error);
        JsonDocument.Parse(done.LastLine).RootElement.GetProperty("deleted").GetBoolean().ShouldBeTrue();
        Zones(lake).ShouldBe(["schemas"]);
        (await CliRun.RunAsync(retract)).Error.ShouldContain("There is no backfill of orders with time 2026-11-03T00:00:00.000Z; expected one.");
    }

    [Fact]
    public async Task Backfill_Refused_IsOneLine()
    {
        using var folder = new TemporaryDirectory();
        var (place, schema, lake) = await WriteAsync(folder, 2, 20);
        File.Delete(Path.Combine(place, "manifest-summary.json"));

        var run = await CliRun.RunAsync("lake", "backfill", place, "--schema", schema, "--lake", lake);

        run.Code.ShouldBe(1);
        run.Error.ShouldBe($"error: {place}: The export has no manifest-summary.json, which DynamoDB writes last; expected one. Wait until the export ends. Copy the export again, complete.\n");
    }

    [Theory]
    [InlineData("0 of EXPORT, --scan and --retract are given; expected one.")]
    [InlineData("2 of EXPORT, --scan and --retract are given; expected one.", "export/", "--scan", "orders")]
    [InlineData("Option '--retract' is 'soon'; expected a time such as 2026-11-03T00:00:00Z.", "--retract", "soon")]
    public async Task Backfill_WrongUse_IsUsage(string problem, params string[] words)
    {
        var run = await CliRun.RunAsync(["lake", "backfill", .. words, "--schema", "s.json", "--lake", "lake"]);

        run.Code.ShouldBe(2);
        run.Error.ShouldStartWith($"error: {problem}");
    }

    [Fact]
    public async Task Backfill_KilledAtRandomMoments_RunAgainIsTheSameLake()
    {
        // TEST_VOLUME=5 kills 100 times.
        var kills = TestVolume.Of(usual: 4, full: 20);
        using var folder = new TemporaryDirectory();
        var (place, schema, lake) = await WriteAsync(folder, 200, 50);
        string[] Args(string root) => ["lake", "backfill", place, "--schema", schema, "--lake", root, "--threads", "2"];
        var started = Stopwatch.GetTimestamp();
        (await CliRun.RunApartAsync(new Dictionary<string, string?>(), Args(lake))).Code.ShouldBe(0);
        var whole = Stopwatch.GetElapsedTime(started);
        var expected = Contents(lake);
        var random = new Random(20261103);
        var (kept, marked) = (0, 0);

        for (var i = 0; i < kills; i++)
        {
            var root = folder.Combine($"lake{i}");
            using (var process = CliRun.StartApart(Args(root)))
            {
                // A process that ends sooner was not killed; that is a run as well.
                var moment = random.NextDouble() * whole;
                if (!process.WaitForExit(moment)) { process.Kill(); }
                await process.WaitForExitAsync();
            }
            kept += Contents(root).Keys.Count(key => key.StartsWith("maintenance/", StringComparison.Ordinal));
            marked += Contents(root).Keys.Count(key => key.StartsWith("baselines/", StringComparison.Ordinal));
            (await CliRun.RunAsync(Args(root))).Code.ShouldBe(0);

            Contents(root).ShouldBe(expected, $"after kill {i}");
            Directory.Delete(root, recursive: true);
        }
        // The kills met backfills in progress.
        kept.ShouldBeGreaterThan(0);
        marked.ShouldBeLessThan(kills);
    }

    static async Task<(string Place, string Schema, string Lake)> WriteAsync(TemporaryDirectory folder, int files, int items)
    {
        var export = ExportFolder.Of([.. Enumerable.Range(0, files).Select(i => ExportFolder.Orders(i * items, items))]);
        await File.WriteAllTextAsync(folder.Combine("orders.schema.json"), Schema);
        return (export.Write(folder.Combine("exports")), folder.Combine("orders.schema.json"), folder.Combine("lake"));
    }

    static IEnumerable<KeyValuePair<string, string>> Processed(string lake) => Contents(lake).Where(item => item.Key.StartsWith("processed/", StringComparison.Ordinal));

    // The first folder of each object; one for all schemas.
    static IEnumerable<string> Zones(string lake)
    {
        string[] zones = [.. Contents(lake).Keys.Select(key => key.Split('/')[0])];
        return [.. zones.Where(zone => zone != "schemas"), .. zones.Where(zone => zone == "schemas").Take(1)];
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
