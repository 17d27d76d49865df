using System.Text;
using System.Text.Json.Nodes;
using BiPipeline.Toolkit.Maintenance.Tests.Exports;

namespace BiPipeline.Toolkit.Maintenance.Tests.Baselines;

/// <summary>Backfills of full exports: what is in the lake, and that nothing counts before everything is there.</summary>
public sealed class BackfillTests
{
    const string Marker = "baselines/orders/20261103T000000000Z-";

    [Fact]
    public async Task RunAsync_FullExport_WritesEveryItemAndTheMarkerLast()
    {
        using var folder = new TemporaryDirectory();
        var place = ExportFolder.Of(ExportFolder.Orders(0, 100), [], ExportFolder.Orders(100, 50)).Write(folder.FullPath);
        var memory = new InMemoryObjectStore();
        var store = new RecordingStore(memory);

        var outcome = await Lakes.RunAsync(store, place);

        (outcome.Items, outcome.Rows, outcome.Quarantined, outcome.Ignored, outcome.Objects).ShouldBe((150, 150, 0, 0, 2));
        Rows(memory, "processed/orders/dt=2026-11-03/").Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 150).Select(i => $"o{i}").Order(StringComparer.Ordinal));
        memory.Below("raw/").ShouldBeEmpty();
        store.Created[^1].ShouldStartWith(Marker);
        outcome.Markers.ShouldBe([store.Created[^1]]);
        var marker = JsonNode.Parse(memory[store.Created[^1]].Span)!;
        ((string)marker["table_arn"]!, (long)marker["items"]!, (long)marker["rows"]!, (int)marker["files"]!).ShouldBe((ExportFolder.TableArn, 150, 150, 3));
    }

    [Fact]
    public async Task RunAsync_SecondTime_WritesNothing()
    {
        using var folder = new TemporaryDirectory();
        var place = ExportFolder.Of(ExportFolder.Orders(0, 20), ExportFolder.Orders(20, 20)).Write(folder.FullPath);
        var memory = new InMemoryObjectStore();
        var first = await Lakes.RunAsync(memory, place);
        var again = new RecordingStore(memory);

        var second = await Lakes.RunAsync(again, place);

        again.Created.ShouldBeEmpty();
        (second with { Markers = first.Markers, Reasons = first.Reasons }).ShouldBe(first);
        second.Markers.ShouldBe(first.Markers);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task RunAsync_AnyNumberOfThreads_IsTheSameLake(int threads)
    {
        using var folder = new TemporaryDirectory();
        var place = ExportFolder.Of([.. Enumerable.Range(0, 12).Select(i => ExportFolder.Orders(i * 10, 10))]).Write(folder.FullPath);
        var one = new InMemoryObjectStore();
        await Lakes.RunAsync(one, place);
        var many = new InMemoryObjectStore();
        var options = Lakes.Options();

        await Lakes.RunAsync(many, place, options with { Pipeline = options.Pipeline with { Threads = threads } });

        (await StoreContents.OfAsync(many)).ShouldBe(await StoreContents.OfAsync(one));
    }

    [Fact]
    public async Task RunUnitAsync_UnitsFromJsonInAnyOrder_AreTheSameLake()
    {
        using var folder = new TemporaryDirectory();
        var place = ExportFolder.Of([.. Enumerable.Range(0, 9).Select(i => ExportFolder.Orders(i * 10, 10))]).Write(folder.FullPath);
        var whole = new InMemoryObjectStore();
        await Lakes.RunAsync(whole, place);
        var parts = new InMemoryObjectStore();
        var plan = await Lakes.Of(parts).PlanAsync([place]);
        var lines = plan.Remaining.Select(unit => unit.ToJson()).ToArray();

        // As workers that know nothing of each other would, some of them twice.
        foreach (var line in lines.Reverse().Concat(lines.Take(3))) { await Lakes.Of(parts).RunUnitAsync(BackfillUnit.Parse(line)); }
        parts.Below("baselines/").ShouldBeEmpty();
        var finisher = Lakes.Of(parts);
        var left = await finisher.PlanAsync([place]);
        await finisher.CompleteAsync(left);

        left.Remaining.ShouldBeEmpty();
        lines.ShouldAllBe(line => !line.Contains('\n'));
        (await StoreContents.OfAsync(parts)).ShouldBe(await StoreContents.OfAsync(whole));
    }

    [Fact]
    public async Task CompleteAsync_UnitMissing_IsRefused()
    {
        using var folder = new TemporaryDirectory();
        var place = ExportFolder.Of(ExportFolder.Orders(0, 10), ExportFolder.Orders(10, 10)).Write(folder.FullPath);
        var store = new InMemoryObjectStore();
        var backfill = Lakes.Of(store);
        var plan = await backfill.PlanAsync([place]);
        await backfill.RunUnitAsync(plan.Units[1]);

        var refused = await Should.ThrowAsync<MaintenanceRefusedException>(() => backfill.CompleteAsync(plan));

        refused.Problems.ShouldBe(["1 of 2 units have no receipt; expected all of them. Run the backfill again."]);
        store.Below("baselines/").ShouldBeEmpty();
    }

    [Fact]
    public void Parse_TextThatIsNotAUnit_Throws()
    {
        foreach (var text in (string[])["", "{}", "[]", """{"export":"a","unit":"x"}""", """{"export":"a","unit":1,"as_of":"soon","files":[]}"""])
        {
            Should.Throw<FormatException>(() => BackfillUnit.Parse(text), text);
        }
    }

    [Fact]
    public async Task RunAsync_EmptyTable_IsABaselineWithoutRows()
    {
        using var folder = new TemporaryDirectory();
        var place = ExportFolder.Of([]).Write(folder.FullPath);
        var store = new InMemoryObjectStore();
        var backfill = Lakes.Of(store);
        var plan = await backfill.PlanAsync([place]);

        plan.ToString().ShouldEndWith("The table is empty: current views will show no row.");
        (await backfill.RunAsync(plan)).Items.ShouldBe(0);
        store.Below("baselines/orders/").Count.ShouldBe(1);
        store.Below("processed/").ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_TwoEntities_WritesBothTablesInOnePassAndAMarkerForEach()
    {
        using var folder = new TemporaryDirectory();
        string Item(string pk, string kind) => $$$$"""{"Item":{"pk":{"S":"{{{{pk}}}}"},"kind":{"S":"{{{{kind}}}}"}}}""";
        var place = ExportFolder.Of([Item("1", "A"), Item("2", "B"), Item("3", "A")], [Item("4", "C"), Item("5", "B")]).Write(folder.FullPath);
        TableSchema Of(string table, string kind) => TableSchema.Parse($$"""
            { "table": "{{table}}", "keys": ["pk"], "source": { "table": "orders" }, "entity": { "attribute": "kind", "equals": "{{kind}}" },
              "columns": [ { "name": "pk", "path": "pk", "type": "string" } ] }
            """);
        var a = Of("as", "A") with { Ignored = [EntityFilter.AttributeEquals("kind", "C")] };
        var store = new InMemoryObjectStore();

        var outcome = await Lakes.RunAsync(store, place, Lakes.Options(a, Of("bs", "B")));

        (outcome.Items, outcome.Rows, outcome.Ignored).ShouldBe((5, 4, 1));
        Rows(store, "processed/as/").Order().ShouldBe(["1", "3"]);
        Rows(store, "processed/bs/").Order().ShouldBe(["2", "5"]);
        outcome.Markers.Select(key => key.Split('/')[1]).ShouldBe(["as", "bs"]);
        outcome.Markers.Select(key => ((long)JsonNode.Parse(store[key].Span)!["rows"]!, (long)JsonNode.Parse(store[key].Span)!["ignored"]!)).ShouldBe([(2, 3), (2, 3)]);
    }

    [Fact]
    public async Task PlanAsync_PartitionsByColumn_TakesSeveralFilesAUnitAndSaysSo()
    {
        using var folder = new TemporaryDirectory();
        var place = ExportFolder.Of([.. Enumerable.Range(0, 6).Select(i => ExportFolder.Orders(i * 10, 10))]).Write(folder.FullPath);
        var store = new InMemoryObjectStore();
        var backfill = Lakes.Of(store, Lakes.Options(Lakes.ByRegion));

        var plan = await backfill.PlanAsync([place]);
        var outcome = await backfill.RunAsync(plan);

        (plan.Units.Count, plan.Units[0].FileCount, plan.PartitionsPerUnit, plan.EstimatedObjects).ShouldBe((1, 6, 3, 3));
        outcome.Rows.ShouldBe(60);
        store.Below("processed/orders/").Select(key => key.Split('/')[2]).ShouldBe(["zone=eu", "zone=us"]);
        var receipt = JsonNode.Parse(store[store.Below("maintenance/backfill/").Single()].Span)!;
        receipt["files"]!.AsArray().Select(file => (long)file!["items"]!).ShouldBe([10, 10, 10, 10, 10, 10]);
    }

    [Fact]
    public async Task PlanAsync_Text_HasSizeTimeAndRequests()
    {
        using var folder = new TemporaryDirectory();
        var place = ExportFolder.Of(ExportFolder.Orders(0, 100), ExportFolder.Orders(100, 50)).Write(folder.FullPath);

        var text = (await Lakes.Of(new InMemoryObjectStore()).PlanAsync([place])).ToString();

        text.ShouldContain("baseline 01793664000000-0a1b2c3d of 2026-11-03T00:00:00.000Z");
        text.ShouldContain("150 items in 2 files");
        text.ShouldContain("units      2, 2 to do; at most 1 partitions per unit");
        text.ShouldContain("about $0.00");
    }

    [Fact]
    public async Task RunAsync_Units_AskTheStoreForTheirReceiptsOnly()
    {
        using var folder = new TemporaryDirectory();
        var place = ExportFolder.Of([.. Enumerable.Range(0, 8).Select(i => ExportFolder.Orders(i * 10, 10))]).Write(folder.FullPath);
        var lake = new InMemoryObjectStore();
        var plan = await Lakes.Of(lake).PlanAsync([place]);
        var store = new RecordingStore(lake);

        await Lakes.Of(store).RunAsync(plan);

        // Each receipt before its unit and for the marker. The first unit looks for the schema before it reads and before it stores.
        var schema = LakeLayout.SchemaKey(Lakes.Orders);
        store.Reads.Where(key => !key.StartsWith("maintenance/backfill/", StringComparison.Ordinal)).ShouldBe([schema, schema]);
        store.Reads.Count.ShouldBe(2 + (2 * 8));
        store.Listed.Count(prefix => prefix.StartsWith("schemas/", StringComparison.Ordinal)).ShouldBe(2);
        store.Listed.ShouldNotContain(prefix => prefix.StartsWith("baselines/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_Progress_ReachesAllUnitsAndBytes()
    {
        using var folder = new TemporaryDirectory();
        var place = ExportFolder.Of([.. Enumerable.Range(0, 5).Select(i => ExportFolder.Orders(i * 10, 10))]).Write(folder.FullPath);
        var backfill = Lakes.Of(new InMemoryObjectStore());
        var plan = await backfill.PlanAsync([place]);
        List<MaintenanceProgress> reports = [];

        await backfill.RunAsync(plan, new Collected(reports));

        var last = reports[^1];
        (last.Units, last.UnitCount, last.Records, last.StoredBytes, last.TotalBytes).ShouldBe((5, 5, 50, plan.Bytes, plan.Bytes));
        reports.Select(report => report.StoredBytes).ShouldBeInOrder();
    }

    [Theory]
    [InlineData("")]
    [InlineData("team/exports/")]
    public async Task PlanAsync_EveryPlaceOfAnExport_FindsIt(string prefix)
    {
        using var folder = new TemporaryDirectory();
        var export = new ExportFolder { Prefix = prefix };
        export.Add([.. ExportFolder.Orders(0, 10)]);
        var place = export.Write(folder.FullPath);
        using var copy = new TemporaryDirectory();
        // A copy of the export's own folder alone.
        foreach (var file in Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories))
        {
            var target = copy.Combine("copied", Path.GetRelativePath(place, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        foreach (var where in (string[])[place, place + "/", folder.FullPath, Path.Combine(place, "manifest-summary.json"), Path.Combine(place, "manifest-files.json"), copy.FullPath])
        {
            var plan = await Lakes.Of(new InMemoryObjectStore()).PlanAsync([where]);
            (plan.Items, plan.Export).ShouldBe((10, "01793664000000-0a1b2c3d"), where);
        }
    }

    [Fact]
    public async Task RunAsync_CopyOfTheExport_IsTheSameLake()
    {
        using var folder = new TemporaryDirectory();
        using var copy = new TemporaryDirectory();
        var export = ExportFolder.Of(ExportFolder.Orders(0, 10));
        var first = new InMemoryObjectStore();
        await Lakes.RunAsync(first, export.Write(folder.FullPath));
        var place = export.Write(copy.FullPath);
        var second = new RecordingStore(first);

        await Lakes.RunAsync(second, place);

        // The marker names where the data was read.
        second.Created.Where(key => !key.StartsWith("baselines/", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    static IEnumerable<string> Rows(InMemoryObjectStore store, string prefix) => store.Below(prefix)
        .SelectMany(key => Encoding.UTF8.GetString(store[key].Span).Split('\n'))
        .Where(line => line.Contains('|'))
        .Select(line => line.Split('|')[0]);

    sealed class Collected(List<MaintenanceProgress> reports) : IProgress<MaintenanceProgress>
    {
        public void Report(MaintenanceProgress value) => reports.Add(value);
    }
}
