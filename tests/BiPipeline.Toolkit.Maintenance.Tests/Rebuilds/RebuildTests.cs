using System.Text.Json.Nodes;
using BiPipeline.Toolkit.Maintenance.Tests.Baselines;
using BiPipeline.Toolkit.Maintenance.Tests.Exports;

namespace BiPipeline.Toolkit.Maintenance.Tests.Rebuilds;

/// <summary>Rebuilds of raw objects under a new version: the rows are those of a lake that had the version from its first day.</summary>
public sealed class RebuildTests
{
    const int Changes = RawLake.Days * RawLake.BatchesADay * RawLake.ChangesABatch;

    [Fact]
    public async Task RunAsync_NewVersion_GivesTheRowsOfALakeThatHadItFromTheBeginning()
    {
        var expected = await RawLake.CreateAsync(RawLake.V2);
        var store = await RawLake.OfV1Async();
        var raw = store.Below("raw/");

        var outcome = await RawLake.RunAsync(store, RawLake.V2);

        (outcome.Records, outcome.Rows, outcome.ChildRows, outcome.Quarantined, outcome.Rescued).ShouldBe((Changes, Changes, 2 * Changes, 0, 0));
        RawLake.Rows(store, "orders", 2).ShouldBe(RawLake.Rows(expected, "orders", 2));
        RawLake.Rows(store, "order_items", 2).ShouldBe(RawLake.Rows(expected, "order_items", 2));
        RawLake.Rows(expected, "orders", 2).Count.ShouldBe(Changes);
        RawLake.Rows(expected, "order_items", 2).Count.ShouldBe(2 * Changes);
        store.Below("raw/").ShouldBe(raw);
    }

    [Fact]
    public async Task RunAsync_SecondTime_WritesNothing()
    {
        var store = await RawLake.OfV1Async();
        var first = await RawLake.RunAsync(store, RawLake.V2);
        var again = new RecordingStore(store);

        var second = await RawLake.RunAsync(again, RawLake.V2);

        again.Created.ShouldBeEmpty();
        (second with { Reasons = first.Reasons }).ShouldBe(first);
    }

    [Fact]
    public async Task RunAsync_RangeOfDays_ReadsThoseDaysAlone()
    {
        var store = await RawLake.OfV1Async();
        var reads = new RecordingStore(store);
        var rebuild = new Rebuild(reads, new() { Pipeline = RawLake.Options(RawLake.V2), From = new(2026, 11, 17), To = new(2026, 11, 17) });

        var plan = await rebuild.PlanAsync();
        var outcome = await rebuild.RunAsync(plan);

        (plan.FirstDay, plan.LastDay, plan.RawObjects, plan.Records).ShouldBe((new DateOnly(2026, 11, 17), new DateOnly(2026, 11, 17), RawLake.BatchesADay, Changes / RawLake.Days));
        outcome.Rows.ShouldBe(Changes / RawLake.Days);
        reads.Reads.Where(key => key.StartsWith("raw/", StringComparison.Ordinal)).ShouldAllBe(key => key.StartsWith("raw/orders/dt=2026-11-17/", StringComparison.Ordinal));
        RawLake.Rows(store, "orders", 2).ShouldAllBe(row => row.StartsWith("processed/orders/dt=2026-11-17 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public async Task RunAsync_AnyNumberOfThreads_IsTheSameLake(int threads)
    {
        var one = await RawLake.OfV1Async();
        await RawLake.RunAsync(one, RawLake.V2);
        var many = await RawLake.OfV1Async();
        var rebuild = new Rebuild(many, new() { Pipeline = RawLake.Options(RawLake.V2) with { Threads = threads } });

        await rebuild.RunAsync(await rebuild.PlanAsync());

        (await StoreContents.OfAsync(many)).ShouldBe(await StoreContents.OfAsync(one));
    }

    [Fact]
    public async Task RunUnitAsync_UnitsFromJsonInAnyOrder_AreTheSameLake()
    {
        var whole = await RawLake.OfV1Async();
        await RawLake.RunAsync(whole, RawLake.V2);
        var parts = await RawLake.OfV1Async();
        var plan = await RawLake.Of(parts, RawLake.V2).PlanAsync();
        var lines = plan.Remaining.Select(unit => unit.ToJson()).ToArray();

        // As workers that know nothing of each other would, one of them twice.
        foreach (var line in lines.Reverse().Append(lines[0])) { await RawLake.Of(parts, RawLake.V2).RunUnitAsync(RebuildUnit.Parse(line)); }
        var left = await RawLake.Of(parts, RawLake.V2).PlanAsync();

        lines.Length.ShouldBe(RawLake.Days);
        lines.ShouldAllBe(line => !line.Contains('\n'));
        left.Remaining.ShouldBeEmpty();
        (await StoreContents.OfAsync(parts)).ShouldBe(await StoreContents.OfAsync(whole));
    }

    [Fact]
    public async Task CompleteAsync_UnitMissing_IsRefused()
    {
        var store = await RawLake.OfV1Async();
        var rebuild = RawLake.Of(store, RawLake.V2);
        var plan = await rebuild.PlanAsync();
        await rebuild.RunUnitAsync(plan.Units[1]);

        var refused = await Should.ThrowAsync<MaintenanceRefusedException>(() => rebuild.CompleteAsync(plan));

        refused.Problems.ShouldBe(["2 of 3 units have no receipt; expected all of them. Run the rebuild again."]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"table":"orders","day":"2026-11-16","objects":[]}""")]
    [InlineData("""{"table":"orders","day":"soon","objects":[]}""")]
    [InlineData("""{"table":"orders","day":"2026-11-16","objects":[{"key":"schemas/orders/1.json","bytes":1}]}""")]
    [InlineData("""{"table":"orders","day":"2026-11-16","objects":[{"key":"raw/orders/dt=2026-11-17/1-1-1-0123456789abcdef0123456789abcdef.json.gz","bytes":1}]}""")]
    public void Parse_TextThatIsNotAUnit_Throws(string text) => Should.Throw<FormatException>(() => RebuildUnit.Parse(text));

    [Fact]
    public async Task PlanAsync_RawObjectThatCameLater_LeavesTheOtherDaysDone()
    {
        var store = await RawLake.OfV1Async();
        await RawLake.RunAsync(store, RawLake.V2);
        await RawLake.AddAsync(store, RawLake.Change(9000, new(2026, 11, 17, 23, 0, 0, TimeSpan.Zero)), RawLake.V1);

        var plan = await RawLake.Of(store, RawLake.V2).PlanAsync();
        var outcome = await RawLake.RunAsync(store, RawLake.V2);

        plan.Remaining.Select(unit => unit.Day).ShouldBe([new DateOnly(2026, 11, 17)]);
        outcome.Rows.ShouldBe(Changes + 1);
    }

    [Fact]
    public async Task RunAsync_NewTable_HasOtherPartitionsAndTheSameSource()
    {
        var store = await RawLake.OfV1Async();
        var before = store.Below("processed/");
        var hourly = RawLake.V1 with { Partitions = [RawLake.V1.Partitions[0] with { Transform = PartitionTransform.Hour }] };
        await Should.ThrowAsync<SchemaException>(() => RawLake.Of(store, hourly with { Version = 2 }).PlanAsync());
        var rebuild = new Rebuild(store, new() { Pipeline = RawLake.Options(hourly), NewTable = "orders_v2" });

        var plan = await rebuild.PlanAsync();
        var outcome = await rebuild.RunAsync(plan);

        (plan.Schemas[0].Table, plan.Schemas[0].Source?.Table, plan.Schemas[0].Children[0].Table).ShouldBe(("orders_v2", "orders", "order_items_v2"));
        outcome.Rows.ShouldBe(Changes);
        store.Below("processed/orders_v2/").Select(key => key.Split('/')[2]).Distinct().Count().ShouldBe(RawLake.Days * RawLake.BatchesADay);
        store.Below("processed/order_items_v2/").ShouldNotBeEmpty();
        store.Below("raw/orders_v2/").ShouldBeEmpty();
        before.ShouldBeSubsetOf(store.Below("processed/"));
        // The new table's stream writes its own raw, and a later version reads both raw zones.
        await RawLake.AddAsync(store, RawLake.Change(9000, new(2026, 11, 18, 23, 0, 0, TimeSpan.Zero)), [.. plan.Schemas]);
        var next = new Rebuild(store, new() { Pipeline = RawLake.Options(plan.Schemas[0] with { Version = 2 }), RawTables = ["orders", "orders_v2"] });
        (await next.RunAsync(await next.PlanAsync())).Rows.ShouldBe(Changes + 1);
    }

    [Fact]
    public async Task PlanAsync_VersionBelowTheLake_IsRefused()
    {
        var store = await RawLake.CreateAsync(RawLake.V2);

        var refused = await Should.ThrowAsync<MaintenanceRefusedException>(() => RawLake.Of(store, RawLake.V1).PlanAsync());

        refused.Problems.ShouldBe(["Version 1 of table 'orders' is below version 2 of the lake, whose rows the views show; expected version 2 or a later one. Raise 'version'."]);
    }

    [Fact]
    public async Task PlanAsync_SameVersionWithOtherColumns_IsRefused()
    {
        var store = await RawLake.OfV1Async();

        var refused = await Should.ThrowAsync<SchemaException>(() => RawLake.Of(store, RawLake.V2 with { Version = 1 }).PlanAsync());

        refused.Message.ShouldContain("Raise 'version'");
    }

    [Fact]
    public async Task RunAsync_NewPolicy_IsRefusedUnlessRawMayBeClear()
    {
        var store = await RawLake.OfV1Async();
        var hashed = TableSchema.Parse(RawLake.Json(2, "", """, "policies": [ { "path": "email", "action": "drop" } ]"""));

        var refused = await Should.ThrowAsync<MaintenanceRefusedException>(() => RawLake.Of(store, hashed).PlanAsync());
        var allowed = new Rebuild(store, new() { Pipeline = RawLake.Options(hashed), AllowClearRaw = true });
        await allowed.RunAsync(await allowed.PlanAsync());

        refused.Problems.ShouldHaveSingleItem().ShouldStartWith("Version 1 of table 'orders' has no policy for 'email'");
        RawLake.Rows(store, "orders", 2).ShouldAllBe(row => !row.Contains("example.org", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_ValuesThatAreHashed_StayAsTheyAre()
    {
        const string policy = """, "policies": [ { "path": "email", "action": "hash" } ]""";
        var key = new byte[32];
        FilePipelineOptions Options(TableSchema schema) => RawLake.Options(schema) with { Flatten = new() { HashKey = key } };
        async Task<InMemoryObjectStore> LakeAsync(TableSchema schema)
        {
            var lake = new InMemoryObjectStore();
            var bytes = System.Text.Encoding.UTF8.GetBytes(RawLake.Batch(0, 0));
            await new FilePipeline(lake, Options(schema)).RunAsync([FileInput.From("batch", bytes.Length, () => new MemoryStream(bytes))]);
            return lake;
        }
        var v2 = TableSchema.Parse(RawLake.Json(2, """, { "name": "note", "path": "note", "type": "string" }""", policy));
        var store = await LakeAsync(TableSchema.Parse(RawLake.Json(1, "", policy)));
        var expected = await LakeAsync(v2);
        var rebuild = new Rebuild(store, new() { Pipeline = Options(v2) });

        await rebuild.RunAsync(await rebuild.PlanAsync());

        RawLake.Rows(store, "orders", 2).ShouldBe(RawLake.Rows(expected, "orders", 2));
        RawLake.Rows(store, "orders", 2).Count.ShouldBe(RawLake.ChangesABatch);
        RawLake.Rows(store, "orders", 2).ShouldAllBe(row => row.Contains("hmac:", StringComparison.Ordinal));
    }

    // What no version could read is in raw too, alone in its object.
    [Fact]
    public async Task RunAsync_RecordsThatCannotBeRead_GoToQuarantineAndAreCounted()
    {
        var store = await RawLake.OfV1Async();
        var change = RawLake.Change(9000, new(2026, 11, 17, 23, 0, 0, TimeSpan.Zero)).Replace("\"orderId\":{\"S\"", "\"orderId\":{\"N\"", StringComparison.Ordinal);
        await RawLake.AddAsync(store, change, RawLake.V1);

        var outcome = await RawLake.RunAsync(store, RawLake.V2);

        (outcome.Records, outcome.Rows, outcome.Quarantined).ShouldBe((Changes + 1, Changes, 1));
        outcome.Reasons.Values.ShouldBe([1]);
    }

    [Fact]
    public async Task PlanAsync_Baseline_IsNamedAsNotRebuilt()
    {
        using var folder = new TemporaryDirectory();
        var store = await RawLake.OfV1Async();
        var place = ExportFolder.Of(ExportFolder.Orders(0, 10)).Write(folder.FullPath);
        var backfill = new Backfill(store, new() { Pipeline = RawLake.Options(RawLake.V1) });
        var marker = (await backfill.RunAsync(await backfill.PlanAsync([place]))).Markers.Single();

        var plan = await RawLake.Of(store, RawLake.V2).PlanAsync();

        plan.DatedLoads.ShouldBe([new DatedLoad(marker, place + "/", 10)]);
        plan.ToString().ShouldContain($"  not rebuilt: 10 dated rows of {place}/ ({marker}). Run lake backfill again, better with a new export.");
        (await RawLake.Of(store, RawLake.V1).PlanAsync()).DatedLoads.ShouldBeEmpty();
    }

    [Fact]
    public async Task PlanAsync_Text_HasSizeTimeAndRequests()
    {
        var store = await RawLake.OfV1Async();

        var text = (await RawLake.Of(store, RawLake.V2).PlanAsync()).ToString();

        text.ShouldStartWith("rebuild orders as version 2\n");
        text.ShouldContain($"2026-11-16 to 2026-11-18: {Changes} records in {RawLake.Days * RawLake.BatchesADay} objects");
        text.ShouldContain("units      3, 3 to do");
        text.ShouldContain("objects    at most 6, about ");
        text.ShouldContain("about $0.00 in us-east-1");
        (await RawLake.Of(new InMemoryObjectStore(), RawLake.V2).PlanAsync()).ToString().ShouldContain("raw        no objects");
    }

    [Fact]
    public async Task RunAsync_Progress_ReachesAllUnitsAndBytes()
    {
        var store = await RawLake.OfV1Async();
        var rebuild = RawLake.Of(store, RawLake.V2);
        var plan = await rebuild.PlanAsync();
        List<MaintenanceProgress> reports = [];

        await rebuild.RunAsync(plan, new Collected(reports));

        var last = reports[^1];
        (last.Units, last.UnitCount, last.Records, last.StoredBytes, last.TotalBytes).ShouldBe((3, 3, Changes, plan.Bytes, plan.Bytes));
    }

    [Fact]
    public async Task RunAsync_RawObjectWithoutItsRecords_IsAnErrorWithoutAReceipt()
    {
        var store = await RawLake.OfV1Async();
        var key = store.Below("raw/orders/dt=2026-11-17/")[0];
        var damaged = new InMemoryObjectStore();
        foreach (var other in store.Keys.Where(other => other != key)) { await damaged.PutAsync(other, ObjectContent.Of(store[other].ToArray())); }
        // The same name, and the records of another batch but one.
        var lines = Gzip.Text(store[key]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await damaged.PutAsync(key, ObjectContent.Of(Gzip.Bytes(string.Join('\n', lines[..^1]) + "\n")));

        var error = await Should.ThrowAsync<InvalidDataException>(() => RawLake.RunAsync(damaged, RawLake.V2));

        error.Message.ShouldContain("have 39 records; expected 40 by their names");
        damaged.Below("maintenance/rebuild/").ShouldAllBe(receipt => !receipt.Contains("2026-11-17", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_Receipt_NamesWhatWasWritten()
    {
        var store = await RawLake.OfV1Async();
        var before = store.Keys.ToHashSet(StringComparer.Ordinal);

        await RawLake.RunAsync(store, RawLake.V2);

        var receipts = store.Below("maintenance/rebuild/");
        receipts.Select(key => key.Split('/')[4]).ShouldBe(["dt=2026-11-16", "dt=2026-11-17", "dt=2026-11-18"]);
        var objects = receipts.SelectMany(key => JsonNode.Parse(store[key].Span)!["objects"]!.AsArray()).Select(item => (string)item!["key"]!);
        objects.Order(StringComparer.Ordinal).ShouldBe(store.Below("processed/").Where(key => !before.Contains(key)));
    }

    sealed class Collected(List<MaintenanceProgress> reports) : IProgress<MaintenanceProgress>
    {
        public void Report(MaintenanceProgress value) => reports.Add(value);
    }
}
