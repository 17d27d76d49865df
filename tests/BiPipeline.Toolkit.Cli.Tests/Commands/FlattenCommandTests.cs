using System.Security.Cryptography;
using System.Text.Json;

namespace BiPipeline.Toolkit.Cli.Tests.Commands;

public sealed class FlattenCommandTests : IDisposable
{
    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Flatten_Twice_WritesOnce()
    {
        var input = _folder.WriteGzip("in.jsonl.gz", SampleInputs.Orders(3));
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);
        string[] args = ["flatten", input, "--schema", schema, "--lake", _folder.Combine("lake"), "--json"];

        var first = await CliRun.RunAsync(args);
        var files = Files();
        var second = await CliRun.RunAsync(args);

        first.Code.ShouldBe(0);
        first.Error.ShouldBe("");
        Counts(first).ShouldBe("records 3, rows 3, child_rows 0, files 2, new_files 2, quarantined 0, rescued 0");
        Counts(second).ShouldBe("records 3, rows 3, child_rows 0, files 2, new_files 0, quarantined 0, rescued 0");
        Files().ShouldBe(files);
        files.Keys.Select(path => Path.GetDirectoryName(Path.GetRelativePath(_folder.Combine("lake"), path))).ShouldBe(["processed/orders/dt=2025-01-01", "raw/orders/dt=2025-01-01", "schemas/orders", "schemas/orders"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Flatten_ThisOrThePublishedProcess_WritesTheSameBytes(string threads)
    {
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(20_000));
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        var published = await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", _folder.Combine("lake"), "--threads", threads);
        var here = await CliRun.RunAsync(["flatten", input, "--schema", schema, "--lake", _folder.Combine("here"), "--threads", "1"], CancellationToken.None);

        (published.Code, here.Code).ShouldBe((0, 0));
        var hashes = Hashes("lake");
        hashes.Count.ShouldBeGreaterThan(1);
        hashes.ShouldBe(Hashes("here"));
    }

    [Fact]
    public async Task Flatten_NoRaw_WritesNoRawObjects()
    {
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(3));
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", _folder.Combine("lake"), "--no-raw", "--json");

        Counts(run).ShouldBe("records 3, rows 3, child_rows 0, files 1, new_files 1, quarantined 0, rescued 0");
        Directory.Exists(_folder.Combine("lake", "raw")).ShouldBeFalse();
    }

    [Fact]
    public async Task Flatten_UnorderedPartitions_WriteOneFileEach()
    {
        const int Days = 50;
        var input = _folder.Write("in.jsonl", string.Concat(Enumerable.Range(0, 9_000).Select(number => SampleInputs.Record(number, """ "amount":{"N":"1.50"} """, day: number * 7919 % Days) + "\n")));
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", _folder.Combine("lake"), "--json");

        Counts(run).ShouldBe("records 9000, rows 9000, child_rows 0, files 100, new_files 100, quarantined 0, rescued 0");
    }

    [Fact]
    public async Task Flatten_UnreadableRecords_QuarantinesThem()
    {
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(1) + "{broken\n" + SampleInputs.Record(9, """ "amount":{"N":"1.005"} """));
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", _folder.Combine("lake"), "--json");

        run.Code.ShouldBe(3);
        Counts(run).ShouldBe("records 3, rows 2, child_rows 0, files 3, new_files 3, quarantined 1, rescued 1");
    }

    [Fact]
    public async Task Flatten_IncompleteEvent_NamesTheInputAndWritesNothing()
    {
        var input = _folder.Write("in.json", "{\"Records\":[" + SampleInputs.Record(1, """ "a":{"S":"b"} """));
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", _folder.Combine("lake"));

        run.Code.ShouldBe(1);
        run.Error.ShouldStartWith($"error: {input}, offsets from byte 0: The payload is not a Lambda event: ");
        Directory.Exists(_folder.Combine("lake")).ShouldBeFalse();
    }

    [Fact]
    public async Task Flatten_LakeThatIsAFileOrASchemaThatIsAFolder_SaysSo()
    {
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(1));
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        (await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", input)).Error.ShouldBe($"error: Location '{input}' is a file; expected a folder or s3://bucket/prefix.\n");
        (await CliRun.RunAsync("flatten", input, "--schema", _folder.FullPath, "--lake", _folder.Combine("lake"))).Error.ShouldBe($"error: Schema '{_folder.FullPath}' is a folder; expected a file.\n");
    }

    [Theory]
    [InlineData("s3:/my-lake")]
    [InlineData("https://x")]
    [InlineData("s3://b//x")]
    public async Task Flatten_LakeOfAnotherScheme_IsRefusedAndMakesNoFolder(string lake)
    {
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(1));
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", lake);

        run.Code.ShouldBe(1);
        run.Error.ShouldStartWith($"error: Location '{lake}' ");
        Directory.Exists(lake.Split(':')[0] + ":").ShouldBeFalse();
    }

    const string Item = """{"Item":{"orderId":{"S":"a"}}}""" + "\n";

    [Theory]
    [InlineData("2025-11-03", "2025-11-03")]
    [InlineData("2025-11-03T23:30", "2025-11-03")]
    [InlineData("2025-11-03T23:30:00Z", "2025-11-03")]
    [InlineData("2025-11-03T23:30:00.123456-05:00", "2025-11-04")]
    public async Task Flatten_AsOf_DatesItems(string asOf, string day)
    {
        var input = _folder.Write("items.jsonl", Item);
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", _folder.Combine("lake"), "--as-of", asOf, "--json");

        run.Error.ShouldBe("");
        Counts(run).ShouldBe("records 1, rows 1, child_rows 0, files 2, new_files 2, quarantined 0, rescued 0");
        Directory.Exists(_folder.Combine("lake", "raw", "orders", $"dt={day}")).ShouldBeTrue();
    }

    [Fact]
    public async Task Flatten_UndatedItems_AreRefusedWithTheOption()
    {
        var input = _folder.Write("items.jsonl", Item);
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", _folder.Combine("lake"));

        run.Code.ShouldBe(1);
        run.Error.ShouldBe($"error: {input}, offsets from byte 0: The input can't be read: the item has no time, so its order among the changes of its key is unknown; "
            + "expected asOf beside Item. Say when the items were read: --as-of, or AsOf of FilePipelineOptions. (byte 0)\n");
        Directory.Exists(_folder.Combine("lake")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("yesterday", 2, "error: Option '--as-of' is 'yesterday'; expected a time such as 2026-11-03T00:00:00Z. See 'bipipeline flatten --help'.\n")]
    [InlineData("9998-01-01", 1, "error: FilePipelineOptions: AsOf is 9998-01-01T00:00:00.000Z; expected a time that is not in the future.\n")]
    public async Task Flatten_AsOfThatIsWrong_IsRefused(string asOf, int code, string message)
    {
        var input = _folder.Write("items.jsonl", Item);
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", _folder.Combine("lake"), "--as-of", asOf);

        (run.Code, run.Error).ShouldBe((code, message));
    }

    [Fact]
    public async Task Flatten_Export_SaysThatItIsNotABaseline_AndWhatABaselineHides()
    {
        _folder.Write("export/manifest-summary.json", """{"exportTime":"2025-11-03T00:00:00.000Z"}""");
        _folder.Write("export/manifest-files.json", """{"dataFileS3Key":"export/data/a.json"}""" + "\n");
        _folder.Write("export/data/a.json", Item);
        _folder.Write($"lake/baselines/orders/20251104T000000000Z-{new string('a', 32)}.json", "{}");
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync("flatten", _folder.Combine("export"), "--schema", schema, "--lake", _folder.Combine("lake"), "--json");

        run.Code.ShouldBe(0);
        run.Output.ShouldContain("  export of 2025-11-03T00:00:00Z: its items are in the lake, and it is not a baseline: items that it lacks stay. Use lake backfill for a baseline.\n");
        run.Output.ShouldContain("  older than the baseline of 2025-11-04T00:00:00Z: 1 row, which current views do not show (baselines/orders/20251104T000000000Z-");
        using var json = JsonDocument.Parse(run.Output.TrimEnd('\n').Split('\n')[^1]);
        json.RootElement.GetProperty("exports")[0].GetString().ShouldBe("2025-11-03T00:00:00Z");
        json.RootElement.GetProperty("behind_baselines").GetProperty($"baselines/orders/20251104T000000000Z-{new string('a', 32)}.json").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Flatten_CancelledAfterAPut_SaysWhatIsStored()
    {
        using var cancel = new CancellationTokenSource();
        var store = new CountingStore(new BiPipeline.Toolkit.Lake.InMemoryObjectStore());

        await store.PutAsync("raw/a", BiPipeline.Toolkit.Lake.ObjectContent.Of(new byte[1]), cancel.Token);
        await store.PutAsync("raw/a", BiPipeline.Toolkit.Lake.ObjectContent.Of(new byte[1]), cancel.Token);

        store.Created.ShouldBe(1);
    }

    [Fact]
    public async Task Flatten_OneFile_IsSaidInTheSingular()
    {
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(1));
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        (await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", _folder.Combine("lake"), "--no-raw")).Output.ShouldStartWith("1 record → 1 row and 0 child rows in 1 file (1 new) below ");
    }

    Dictionary<string, DateTime> Files() => Directory.GetFiles(_folder.Combine("lake"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToDictionary(path => path, File.GetLastWriteTimeUtc);

    Dictionary<string, string> Hashes(string lake) => Directory.GetFiles(_folder.Combine(lake), "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(_folder.Combine(lake), path), path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));

    [Fact]
    public async Task Flatten_IgnoredEntities_AreCounted()
    {
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(3));
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema.Replace("\"table\": \"orders\",", "\"table\": \"orders\", \"ignored\": [ { \"key\": \"orderId\", \"prefix\": \"o\" } ],", StringComparison.Ordinal));

        var run = await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", _folder.Combine("lake"), "--json");

        run.Output.ShouldContain("  ignored entities: 3 records, in the raw zone alone\n");
        JsonDocument.Parse(run.LastLine).RootElement.GetProperty("ignored").GetInt64().ShouldBe(3);
    }

    static string Counts(CliRun run)
    {
        var json = JsonDocument.Parse(run.LastLine).RootElement;
        string[] names = ["records", "rows", "child_rows", "files", "new_files", "quarantined", "rescued"];
        return string.Join(", ", names.Select(name => $"{name} {json.GetProperty(name)}"));
    }
}
