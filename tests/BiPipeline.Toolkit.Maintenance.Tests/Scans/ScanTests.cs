using System.Text.Json.Nodes;
using BiPipeline.Toolkit.Maintenance.Tests.Baselines;

namespace BiPipeline.Toolkit.Maintenance.Tests.Scans;

/// <summary>The files of <c>aws dynamodb scan</c> as a baseline.</summary>
public sealed class ScanTests
{
    static readonly DateTimeOffset T = new(2026, 11, 3, 8, 30, 0, TimeSpan.Zero);

    static BackfillOptions Scan
    {
        get
        {
            var options = Lakes.Options();
            return options with { Complete = true, Pipeline = options.Pipeline with { AsOf = T } };
        }
    }

    [Fact]
    public async Task RunAsync_ResultsOfTwoSegments_AreABaseline()
    {
        using var folder = new TemporaryDirectory();
        var first = await WriteAsync(folder, "0.json", Result(0, 10));
        var second = await WriteAsync(folder, "1.json", Result(10, 5));
        var store = new InMemoryObjectStore();
        var backfill = Lakes.Of(store, Scan);
        var plan = await backfill.PlanAsync([first, second]);

        var outcome = await backfill.RunAsync(plan);

        (plan.Items, plan.AsOf, plan.Units.Count).ShouldBe((15, T, 2));
        (outcome.Items, outcome.Rows).ShouldBe((15, 15));
        outcome.Markers.Single().ShouldStartWith("baselines/orders/20261103T083000000Z-");
    }

    [Fact]
    public async Task RunAsync_OtherFormsOfItems_AreABaseline()
    {
        using var folder = new TemporaryDirectory();
        var path = await WriteAsync(folder, "items.jsonl", """{"orderId":{"S":"a"},"amount":{"N":"1"}}""" + "\n" + """{"orderId":{"S":"b"},"Count":{"N":"7"}}""" + "\n");
        var backfill = Lakes.Of(new InMemoryObjectStore(), Scan);
        var plan = await backfill.PlanAsync([path]);

        plan.Items.ShouldBeNull();
        (await backfill.RunAsync(plan)).Rows.ShouldBe(2);
    }

    [Theory]
    [InlineData("LastEvaluatedKey", """{"orderId":{"S":"o9"}}""")]
    [InlineData("NextToken", "\"eyJFeGNsdXNpdmVTdGFydEtleSI6IG51bGx9\"")]
    public async Task PlanAsync_ResultThatItemsFollow_IsRefused(string member, string value)
    {
        using var folder = new TemporaryDirectory();
        var result = JsonNode.Parse(Result(0, 10))!.AsObject();
        result[member] = JsonNode.Parse(value);
        // As the first of two pages, in a file with a byte order mark.
        var path = await WriteAsync(folder, "scan.json", "\uFEFF" + result.ToJsonString() + "\n" + Result(10, 1));

        await RefusesAsync(path, $"Scan result '{path}' has a LastEvaluatedKey or NextToken, so items follow; expected the last page of each segment. Scan without --max-items, and use a scan of the whole table.");
    }

    [Fact]
    public async Task PlanAsync_FilteredResult_IsRefused()
    {
        using var folder = new TemporaryDirectory();
        var result = JsonNode.Parse(Result(0, 10))!.AsObject();
        result["ScannedCount"] = 12;
        var path = await WriteAsync(folder, "scan.json", result.ToJsonString());

        await RefusesAsync(path, $"Scan result '{path}' has 10 of 12 scanned items; expected all of them. Scan without a filter, and use a scan of the whole table.");
    }

    [Fact]
    public async Task PlanAsync_NullMembers_AreNoMoreItems()
    {
        using var folder = new TemporaryDirectory();
        var result = JsonNode.Parse(Result(0, 10))!.AsObject();
        (result["LastEvaluatedKey"], result["NextToken"]) = (null, null);

        (await Lakes.Of(new InMemoryObjectStore(), Scan).PlanAsync([await WriteAsync(folder, "scan.json", result.ToJsonString())])).Items.ShouldBe(10);
    }

    [Fact]
    public async Task PlanAsync_NoTime_IsRefused()
    {
        using var folder = new TemporaryDirectory();

        await RefusesAsync(
            await WriteAsync(folder, "scan.json", Result(0, 10)),
            "It has no manifest-summary.json, and a scan has no time; expected an export's folder. For a scan, add --as-of with its start, and --complete.",
            Lakes.Options());
    }

    [Fact]
    public async Task PlanAsync_NotSaidToBeComplete_IsRefused()
    {
        using var folder = new TemporaryDirectory();

        await RefusesAsync(
            await WriteAsync(folder, "scan.json", Result(0, 10)),
            "A scan does not show whether it is complete, and a baseline deletes what it lacks; expected --complete. Add it when these are all items.",
            Scan with { Complete = false });
    }

    [Fact]
    public async Task ScannedExport_InterruptedAtEveryPut_ContinuesToOneExport()
    {
        for (var at = 1; at < 12; at++)
        {
            var store = new InMemoryObjectStore();
            var number = at;
            var cut = new FaultyStore(store, (put, _) => put == number ? StoreFault.Refusal("cut") : StoreFault.None);
            string? location = null;
            try { location = await ScanAsync(cut); }
            catch (IOException) { }
            location ??= await ScanAsync(store);

            location.ShouldStartWith("memory/maintenance/scans/orders/");
            var manifest = store.Below("maintenance/scans/").Where(key => key.EndsWith("manifest-files.json", StringComparison.Ordinal)).Select(key => store[key]).Single();
            var lines = System.Text.Encoding.UTF8.GetString(manifest.Span).TrimEnd().Split('\n').Select(line => JsonNode.Parse(line)!).ToArray();
            lines.Sum(line => (int)line["itemCount"]!).ShouldBe(40);
            lines.Length.ShouldBe(4);
        }
    }

    [Fact]
    public async Task ScannedExport_Finished_IsABaselineAndTheNextScanIsANewOne()
    {
        using var lake = new TemporaryDirectory();
        var store = new DirectoryObjectStore(lake.FullPath);
        var first = await ScanAsync(store);
        // It finished, and its backfill did not run.
        (await ScanAsync(store)).ShouldBe(first);

        var options = Lakes.Options();
        var outcome = await Lakes.RunAsync(store, first, options with { Pipeline = options.Pipeline with { TimeProvider = TimeProvider.System } });

        (outcome.Items, outcome.Rows).ShouldBe((40, 40));
        (await ScanAsync(store)).ShouldNotBe(first);
    }

    [Fact]
    public async Task ScannedExport_TableWithOtherKeys_IsRefused() =>
        (await Should.ThrowAsync<MaintenanceRefusedException>(() => ScannedExport.OpenAsync(
            new InMemoryObjectStore(), [Lakes.Orders], Exports.ExportFolder.TableArn, new Dictionary<string, string> { ["orderId"] = "S", ["line"] = "N" }, 2))).Problems.ShouldBe(
                ["The table's key is 'orderId', 'line'; expected 'orderId', the keys of schema 'orders'. Correct 'keys' in the schema file."]);

    // Two segments of two pages of ten items.
    static async Task<string> ScanAsync(IObjectStore store)
    {
        var export = await ScannedExport.OpenAsync(store, [Lakes.Orders], Exports.ExportFolder.TableArn, new Dictionary<string, string> { ["orderId"] = "S" }, 2);
        for (var segment = 0; segment < export.Segments; segment++)
        {
            while (export.NextOf(segment) is { } next)
            {
                var lines = string.Concat(Exports.ExportFolder.Orders((segment * 20) + (next.Page * 10), 10).Select(line => line + "\n"));
                next.Position.ShouldBe(next.Page == 0 ? null : "after 0");
                await export.AddAsync(segment, next.Page, 10, System.Text.Encoding.UTF8.GetBytes(lines), next.Page == 0 ? "after 0" : null);
            }
        }
        return await export.CompleteAsync();
    }

    static string Result(int first, int count)
    {
        var items = string.Join(',', Exports.ExportFolder.Orders(first, count).Select(line => line["{\"Item\":".Length..^1]));
        return $$"""{"Items":[{{items}}],"Count":{{count}},"ScannedCount":{{count}},"ConsumedCapacity":null}""";
    }

    static async Task<string> WriteAsync(TemporaryDirectory folder, string name, string text)
    {
        await File.WriteAllTextAsync(folder.Combine(name), text);
        return folder.Combine(name);
    }

    static async Task RefusesAsync(string path, string problem, BackfillOptions? options = null)
    {
        var store = new InMemoryObjectStore();
        (await Should.ThrowAsync<MaintenanceRefusedException>(() => Lakes.Of(store, options ?? Scan).PlanAsync([path]))).Problems.ShouldBe([problem]);
        store.Keys.ShouldBeEmpty();
    }
}
