using System.IO.Compression;
using System.Text.Json.Nodes;
using BiPipeline.Toolkit.Maintenance.Tests.Baselines;
using BiPipeline.Toolkit.Maintenance.Tests.Exports;
using BiPipeline.Toolkit.Maintenance.Tests.Stores;
using BiPipeline.Toolkit.Parquet;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.Maintenance.Tests.Verification;

/// <summary>Lakes that nobody has disturbed.</summary>
public sealed class VerificationTests
{
    [Theory]
    [InlineData(LakeTraits.None)]
    [InlineData(LakeTraits.Redelivered)]
    [InlineData(LakeTraits.Children)]
    [InlineData(LakeTraits.Entities)]
    [InlineData(LakeTraits.Kinesis)]
    [InlineData(LakeTraits.TwoVersions)]
    [InlineData(LakeTraits.ByColumn)]
    [InlineData(LakeTraits.ByMonth)]
    [InlineData(LakeTraits.Policies)]
    [InlineData(LakeTraits.Quarantine)]
    [InlineData(LakeTraits.FromFiles)]
    [InlineData(LakeTraits.FromFiles | LakeTraits.Children | LakeTraits.ByColumn | LakeTraits.Quarantine)]
    public async Task RunAsync_UndisturbedLake_ReportsNothing(LakeTraits traits)
    {
        var lake = await TestLake.CreateAsync(traits, seed: 20261129 + (int)traits);

        var outcome = await lake.VerifyAsync();

        outcome.Findings.ShouldBeEmpty(outcome.ToString());
        outcome.IsProven.ShouldBeTrue();
        outcome.EventsInRows.ShouldBe(outcome.Events - outcome.Quarantined - outcome.Ignored);
        outcome.Events.ShouldBe(LinesOf(lake.Store, "raw/").Distinct(StringComparer.Ordinal).Count());
        outcome.Rows.ShouldBe(outcome.Partitions.Sum(partition => partition.Rows));
        (outcome.Quarantined > 0).ShouldBe(traits.HasFlag(LakeTraits.Quarantine));
        (outcome.Ignored > 0).ShouldBe(traits.HasFlag(LakeTraits.Entities));
        outcome.Partitions.Select(partition => partition.Schema).Distinct().Count().ShouldBe((traits.HasFlag(LakeTraits.TwoVersions) ? 2 : 1) * (traits.HasFlag(LakeTraits.Entities) ? 2 : 1));
        // Where a batch has one raw object, as far as its rows of a partition go.
        if (!traits.HasFlag(LakeTraits.FromFiles)) { outcome.RecomputedNames.ShouldBeGreaterThan(lake.Store.Below("processed/").Count / 2); }
    }

    [Fact]
    public async Task RunAsync_AnyMixtureOfTraits_ReportsNothing()
    {
        var random = new Random(20261130);
        for (var i = 0; i < TestVolume.Of(usual: 12, full: 200); i++)
        {
            var traits = (LakeTraits)random.Next(1024);
            if (traits.HasFlag(LakeTraits.Kinesis)) { traits &= ~LakeTraits.FromFiles; }
            var seed = random.Next();
            var lake = await TestLake.CreateAsync(traits, seed, events: 60);

            var outcome = await TestLake.VerifyAsync(lake.Store, lake.Options with { Threads = 1 + (i % 3), MemoryBytes = 1024 * 1024 });

            outcome.Findings.ShouldBeEmpty($"{traits}, seed {seed}:\n{outcome}");
            outcome.IsProven.ShouldBeTrue($"{traits}, seed {seed}");
        }
    }

    [Theory]
    [InlineData(LakeTraits.Redelivered)]
    [InlineData(LakeTraits.Redelivered | LakeTraits.Children | LakeTraits.Quarantine)]
    [InlineData(LakeTraits.Redelivered | LakeTraits.TwoVersions | LakeTraits.Policies)]
    [InlineData(LakeTraits.Redelivered | LakeTraits.Kinesis | LakeTraits.Quarantine)]
    public async Task RunAsync_CompactedLake_ReportsNothing(LakeTraits traits)
    {
        var lake = await TestLake.CreateAsync(traits, seed: 20261201 + (int)traits);
        var before = await lake.VerifyAsync();
        var objects = lake.Store.Below("").Count;
        lake.Time.Advance(TimeSpan.FromDays(3));
        var compaction = new Compaction(lake.Store, new() { Schemas = lake.Schemas, MinObjects = 2, TimeProvider = lake.Time });
        await compaction.RunAsync(await compaction.PlanAsync());
        lake.Time.Advance(TimeSpan.FromHours(1));
        (await compaction.SettleAsync()).Deleted.ShouldBeGreaterThan(0);
        lake.Store.Below("").Count.ShouldBeLessThan(objects / 2);

        var outcome = await lake.VerifyAsync();

        outcome.Findings.ShouldBeEmpty(outcome.ToString());
        outcome.IsProven.ShouldBeTrue();
        outcome.Partitions.ShouldBe(before.Partitions);
        outcome.Events.ShouldBe(before.Events);
    }

    [Theory]
    [InlineData(LakeTraits.Redelivered | LakeTraits.Children | LakeTraits.Quarantine)]
    [InlineData(LakeTraits.TwoVersions | LakeTraits.FromFiles)]
    public async Task RunAsync_LakeAfterAnErasure_ReportsNothing(LakeTraits traits)
    {
        var lake = await TestLake.CreateAsync(traits, seed: 20261202 + (int)traits);
        var before = await lake.VerifyAsync();
        lake.Time.Advance(TimeSpan.FromDays(3));
        var record = JsonNode.Parse(LinesOf(lake.Store, "raw/").First())!;
        var key = new ErasureKey(new Dictionary<string, string> { ["order_id"] = (string)record["dynamodb"]!["Keys"]!["orderId"]!["S"]! });
        var erasure = new Erasure(lake.Store, new() { Schemas = lake.Schemas, Keys = [key], TimeProvider = lake.Time });
        (await erasure.RunAsync(await erasure.PlanAsync())).Rows.ShouldBeGreaterThan(0);

        var outcome = await lake.VerifyAsync();

        outcome.Findings.ShouldBeEmpty(outcome.ToString());
        outcome.IsProven.ShouldBeTrue();
        outcome.Events.ShouldBeLessThan(before.Events);
    }

    [Fact]
    public async Task RunAsync_SameEventsInOtherBatches_HaveEqualHashes()
    {
        var once = await TestLake.CreateAsync(LakeTraits.Children, seed: 7);
        var again = new InMemoryMaintenanceStore(once.Time);
        var records = LinesOf(once.Store, "raw/").ToList();
        foreach (var part in records.Concat(records.Take(40)).Chunk(37)) { await once.WriteBatchAsync(again, once.Schemas, part); }

        var first = await once.VerifyAsync();
        var second = await TestLake.VerifyAsync(again, once.Options);

        second.Findings.ShouldBeEmpty(second.ToString());
        second.Partitions.ShouldBe(first.Partitions);
        second.Partitions.ShouldAllBe(partition => partition.Hash.Length == 32);
    }

    [Fact]
    public async Task RunAsync_RawYoungerThanSettled_IsOnItsWay()
    {
        var lake = await TestLake.CreateAsync(LakeTraits.None, seed: 8);
        await lake.Store.DeleteAsync([lake.Store.Below("processed/")[^1]]);

        var young = await TestLake.VerifyAsync(lake.Store, lake.Options with { Settled = TimeSpan.FromDays(3) });
        var settled = await TestLake.VerifyAsync(lake.Store, lake.Options with { Settled = TimeSpan.FromDays(1) });

        young.Findings.Select(finding => finding.Kind).ShouldBe([FindingKind.InFlight]);
        (young.HasFaults, settled.HasFaults).ShouldBe((false, true));
        settled.Findings.Select(finding => finding.Kind).ShouldBe([FindingKind.Missing]);
    }

    [Fact]
    public async Task RunAsync_RawOfOldDaysGone_IsExpiredAndNotProven()
    {
        var lake = await TestLake.CreateAsync(LakeTraits.None, seed: 9);
        await RemoveRawAsync(lake.Store, putBefore: new(2026, 11, 12, 0, 0, 0, TimeSpan.Zero));

        var outcome = await lake.VerifyAsync();
        // A rule of 30 days would have kept them.
        var kept = await TestLake.VerifyAsync(lake.Store, lake.Options with { RawDays = 30 });
        var ruled = await TestLake.VerifyAsync(lake.Store, lake.Options with { RawDays = 3 });

        outcome.Findings.Select(finding => finding.Kind).ShouldBe([FindingKind.RawExpired]);
        outcome.Findings[0].Places.ShouldContain("processed/orders/dt=2026-11-10");
        outcome.Findings[0].Places.ShouldNotContain("processed/orders/dt=2026-11-13");
        outcome.Findings[0].Count.ShouldBe(outcome.Rows - outcome.ProvenRows);
        (outcome.HasFaults, outcome.IsProven).ShouldBe((false, false));
        kept.Findings.Select(finding => finding.Kind).ShouldBe([FindingKind.WithoutRaw, FindingKind.RawExpired]);
        kept.Findings[1].Places.ShouldBe(["processed/orders/dt=2020-01-01"]);
        ruled.HasFaults.ShouldBeFalse(ruled.ToString());
    }

    [Fact]
    public async Task RunAsync_RawOfADayInTheMiddleGone_IsAFault()
    {
        var lake = await TestLake.CreateAsync(LakeTraits.None, seed: 9);
        await lake.Store.DeleteAsync(lake.Store.Below("raw/orders/dt=2026-11-12"));

        var outcome = await lake.VerifyAsync();

        outcome.Findings.Select(finding => finding.Kind).ShouldBe([FindingKind.WithoutRaw]);
        outcome.Findings[0].Places.ShouldBe(lake.Store.Below("processed/orders/dt=2026-11-12"));
    }

    static async Task RemoveRawAsync(InMemoryMaintenanceStore store, DateTimeOffset putBefore)
    {
        List<string> old = [];
        await foreach (var item in store.ListObjectsAsync("raw/"))
        {
            if (item.LastModified < putBefore) { old.Add(item.Key); }
        }
        await store.DeleteAsync(old);
    }

    [Fact]
    public async Task RunAsync_LakeWithoutRaw_SaysSo()
    {
        var lake = await TestLake.CreateAsync(LakeTraits.Quarantine, seed: 10);
        await lake.Store.DeleteAsync(lake.Store.Below("raw/"));

        var outcome = await lake.VerifyAsync();

        outcome.Findings.Select(finding => finding.Kind).ShouldBe([FindingKind.NoRaw]);
        (outcome.HasFaults, outcome.IsProven, outcome.ProvenRows).ShouldBe((false, false, 0));
        outcome.ToString().ShouldContain("rows are counted, not proven.");
    }

    [Fact]
    public async Task RunAsync_Backfill_CountsItsRows()
    {
        using var folder = new TemporaryDirectory();
        var store = new InMemoryMaintenanceStore(new FakeTimeProvider(Lakes.Now));
        var options = Lakes.Options() with { Pipeline = Lakes.Options().Pipeline with { Format = new ParquetFormat() } };
        var place = ExportFolder.Of(ExportFolder.Orders(0, 30), ExportFolder.Orders(30, 20)).Write(folder.FullPath);
        var backfill = Lakes.Of(store, options);
        await backfill.RunAsync(await backfill.PlanAsync([place]));
        var verification = new VerificationOptions { Schemas = [Lakes.Orders], TimeProvider = options.Pipeline.TimeProvider };

        var complete = await TestLake.VerifyAsync(store, verification);
        var without = store.Copy();
        await without.DeleteAsync([without.Below("processed/")[0]]);
        var less = await TestLake.VerifyAsync(without, verification);
        var unfinished = store.Copy();
        await unfinished.DeleteAsync(unfinished.Below("baselines/"));
        var begun = await TestLake.VerifyAsync(unfinished, verification);

        complete.Findings.ShouldBeEmpty(complete.ToString());
        (complete.Rows, complete.DatedRows, complete.ProvenRows, complete.IsProven).ShouldBe((50, 50, 0, false));
        less.Findings.Select(finding => finding.Kind).ShouldBe([FindingKind.BaselineDiffers]);
        less.Findings[0].Places.ShouldBe(store.Below("baselines/"));
        begun.Findings.Select(finding => finding.Kind).ShouldBe([FindingKind.Unfinished]);
    }

    [Fact]
    public async Task RunAsync_PartOfTheEvents_IsAboutThatPart()
    {
        var lake = await TestLake.CreateAsync(LakeTraits.Children, seed: 11, events: 400);

        var all = await lake.VerifyAsync();
        var half = await TestLake.VerifyAsync(lake.Store, lake.Options with { SamplePercent = 50 });

        half.Findings.ShouldBeEmpty(half.ToString());
        half.Events.ShouldBeInRange(all.Events * 4 / 10, all.Events * 6 / 10);
        half.ProvenRows.ShouldBe(half.Rows);
    }

    [Fact]
    public async Task PlanAsync_Days_AreUnits()
    {
        var lake = await TestLake.CreateAsync(LakeTraits.None, seed: 12);
        var verification = new LakeVerification(lake.Store, lake.Options with { From = new(2026, 11, 11), To = new(2026, 11, 12) });

        var plan = await verification.PlanAsync();
        var outcome = await verification.RunAsync(plan);

        plan.UnitCount.ShouldBe(2);
        outcome.Partitions.Select(partition => partition.Partition).Distinct().ShouldBe(["dt=2026-11-11", "dt=2026-11-12"]);
        outcome.Objects.ShouldBe(lake.Store.Keys.Count(key => key.Contains("dt=2026-11-11", StringComparison.Ordinal) || key.Contains("dt=2026-11-12", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task PlanAsync_DaysOfALakeByColumn_AreRefused()
    {
        var lake = await TestLake.CreateAsync(LakeTraits.ByColumn, seed: 13, events: 20);

        var refused = await Should.ThrowAsync<MaintenanceRefusedException>(() => new LakeVerification(lake.Store, lake.Options with { From = new(2026, 11, 11) }).PlanAsync());

        refused.Message.ShouldBe("memory: A table is partitioned by a column, so days can't be verified alone; expected no range of days. Leave it out.");
    }

    [Fact]
    public async Task PutCertificateAsync_Outcome_IsJsonInTheLake()
    {
        var lake = await TestLake.CreateAsync(LakeTraits.None, seed: 14, events: 40);
        var outcome = await lake.VerifyAsync();

        var key = await new LakeVerification(lake.Store, lake.Options).PutCertificateAsync(outcome);

        key.ShouldStartWith("maintenance/verify/20261116T000000000Z-");
        var json = JsonNode.Parse(lake.Store[key])!;
        ((bool)json["proven"]!, (long)json["rows"]!, (string)json["time"]!).ShouldBe((true, outcome.Rows, "2026-11-16T00:00:00.000Z"));
        json["partitions"]!.AsArray().Count.ShouldBe(outcome.Partitions.Count);
        json["schemas"]!.AsArray().Select(hash => (string)hash!).ShouldBe([lake.Schemas[0].ComputeHash()]);
        (await lake.VerifyAsync()).Partitions.ShouldBe(outcome.Partitions);
    }

    [Fact]
    public void Validate_Options_ReportsEveryProblem()
    {
        var options = new VerificationOptions { Threads = 0, Settled = TimeSpan.FromSeconds(-1), SamplePercent = 0, RawDays = 0, MemoryBytes = 1, From = new(2026, 1, 2), To = new(2026, 1, 1) };

        Should.Throw<ToolkitOptionsException>(options.Validate).Problems.Count.ShouldBe(7);
    }

    static IEnumerable<string> LinesOf(InMemoryMaintenanceStore store, string prefix)
    {
        foreach (var key in store.Below(prefix))
        {
            using var reader = new StreamReader(new GZipStream(new MemoryStream(store[key]), CompressionMode.Decompress));
            while (reader.ReadLine() is { } line) { yield return line; }
        }
    }
}
