using System.IO.Compression;
using System.Text;
using BiPipeline.Toolkit.Maintenance.Tests.Baselines;
using BiPipeline.Toolkit.Maintenance.Tests.Exports;
using BiPipeline.Toolkit.Maintenance.Tests.Stores;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.Maintenance.Tests.Status;

/// <summary>The status of a lake is what its objects say, counted by hand here.</summary>
public sealed class LakeStatusTests
{
    const string Hash = "00000000000000000000000000000000";

    static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    readonly FakeTimeProvider _time = new(Now.AddDays(-3));
    readonly InMemoryMaintenanceStore _store;

    public LakeStatusTests() => _store = new(_time);

    [Fact]
    public async Task ReadAsync_Objects_AreCountedByTableAndZone()
    {
        await PutAsync($"processed/orders/dt=2026-11-01/1-2-2-{Hash}.parquet", 500);
        await PutAsync($"processed/orders/dt=2026-11-02/3-4-2-{Hash}.parquet", 100);
        await PutAsync($"processed/orders/dt=2026-11-02/5-9-5-{Hash}.parquet", 2000);
        _time.Advance(TimeSpan.FromDays(1));
        await PutAsync($"processed/orders/dt=2026-11-02/x-x-7-{Hash}.parquet", 300);
        await PutAsync($"processed/order_items/dt=2026-11-02/1-2-9-{Hash}.parquet", 1);
        await PutAsync($"raw/orders/dt=2020-01-01/1-2-2-{Hash}.json.gz", 10);
        await PutAsync("raw/orders/dt=2020-01-01/other.txt", 11);
        await PutAsync("schemas/orders/1.json", 20);
        await PutAsync("latest/orders/data/1", 30);
        await PutAsync("note", 40);

        var status = await LakeStatus.ReadAsync(_store, Options with { SmallBytes = 1000 });

        (status.Location, status.Time).ShouldBe(("memory", Now));
        status.Tables.ShouldBe(
        [
            new("order_items", LakeZone.Processed) { Partitions = 1, Objects = 1, Rows = 9, Bytes = 1, FirstPartition = "dt=2026-11-02", LastPartition = "dt=2026-11-02", OldestObject = Now.AddDays(-2), NewestObject = Now.AddDays(-2) },
            new("orders", LakeZone.Raw) { Partitions = 1, Objects = 1, Rows = 2, Bytes = 10, FirstPartition = "dt=2020-01-01", LastPartition = "dt=2020-01-01", OldestObject = Now.AddDays(-2), NewestObject = Now.AddDays(-2) },
            // One small object is alone in its partition, two share the other with a large one.
            new("orders", LakeZone.Processed) { Partitions = 2, Objects = 4, Rows = 16, Bytes = 2900, SmallObjects = 2, SmallPartitions = 1, FirstPartition = "dt=2026-11-01", LastPartition = "dt=2026-11-02", OldestObject = Now.AddDays(-3), NewestObject = Now.AddDays(-2) },
        ]);
        status.Others.ShouldBe([new("", 1, 40), new("latest/", 1, 30), new("raw/", 1, 11), new("schemas/", 1, 20)]);
        status.ForeignObjects.ShouldBe(1);
        (await LakeStatus.ReadAsync(_store, Options with { Tables = ["order_items"] })).Tables.Select(table => table.Table).ShouldBe(["order_items"]);
    }

    [Fact]
    public async Task ReadAsync_Quarantine_CountsReasonsOfTheNewestObjects()
    {
        await PutAsync($"quarantine/orders/dt=2026-11-01/1-2-3-{Hash}.json.gz", Lines("old (byte 1)", "old (byte 2)", "old (byte 3)"));
        await PutAsync($"quarantine/orders/dt=2026-11-02/1-2-3-{Hash}.json.gz", Lines("bad (byte 7)", "worse (byte 1)", "bad (byte 99)"));

        var all = (await LakeStatus.ReadAsync(_store, Options)).Quarantines.ShouldHaveSingleItem();
        var newest = (await LakeStatus.ReadAsync(_store, Options with { QuarantineBytes = Lines("bad (byte 7)", "worse (byte 1)", "bad (byte 99)").Length + 1 })).Quarantines.ShouldHaveSingleItem();

        (all.Table, all.Lines, all.LinesRead, all.IsSample).ShouldBe(("orders", 6, 6, false));
        all.Reasons.ShouldBe(new Dictionary<string, long> { ["old"] = 3, ["bad"] = 2, ["worse"] = 1 }, ignoreOrder: true);
        (newest.Lines, newest.LinesRead, newest.IsSample).ShouldBe((6, 3, true));
        newest.Reasons.ShouldBe(new Dictionary<string, long> { ["bad"] = 2, ["worse"] = 1 }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("no gzip")]
    [InlineData("[1]")]
    public async Task ReadAsync_DamagedQuarantine_IsNamed(string text)
    {
        var bytes = Gzip(text + "\n");
        await PutAsync($"quarantine/orders/dt=2026-11-01/1-2-3-{Hash}.json.gz", bytes);

        (await Should.ThrowAsync<InvalidDataException>(() => LakeStatus.ReadAsync(_store, Options))).Message.ShouldContain("dt=2026-11-01");
    }

    [Fact]
    public async Task ReadAsync_Baselines_AreTheNewestWithItsWindows()
    {
        var store = await IncrementalTests.WithBaselineAsync();
        (await LakeStatus.ReadAsync(store)).Baselines.ShouldBe([new("orders", new(2026, 11, 3, 0, 0, 0, TimeSpan.Zero), 1, WindowsUntil: null)]);
        await IncrementalTests.RunAsync(store, "2026-11-03T00:00:00.000Z", "2026-11-03T06:00:00.000Z", "01793664000001-00000001");

        (await LakeStatus.ReadAsync(store)).Baselines.ShouldBe([new("orders", new(2026, 11, 3, 0, 0, 0, TimeSpan.Zero), 1, new(2026, 11, 3, 6, 0, 0, TimeSpan.Zero))]);
        (await LakeStatus.ReadAsync(store)).OpenWork.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadAsync_UnfinishedWork_IsListed()
    {
        using var folder = new TemporaryDirectory();
        var backfill = Lakes.Of(_store);
        await backfill.RunUnitAsync((await backfill.PlanAsync([ExportFolder.Of(ExportFolder.Orders(0, 10), ExportFolder.Orders(10, 10)).Write(folder.FullPath)])).Units[1]);
        await PutAsync("maintenance/scans/orders/20261103T000000000Z/start.json", 1);
        await PutAsync("maintenance/scans/orders/20261102T000000000Z/start.json", 1);
        await PutAsync("maintenance/scans/orders/20261102T000000000Z/manifest-summary.json", 1);
        await PutAsync("maintenance/erase/20261104T000000000Z/open.json", 1);
        await PutAsync("maintenance/erase/20261101T000000000Z/done.json", 1);

        var open = (await LakeStatus.ReadAsync(_store, Options)).OpenWork;

        open.Select(work => (work.Verb, work.Objects)).ShouldBe([("backfill", 1), ("erase", 1), ("scan", 1)]);
        open[1].Id.ShouldBe("20261104T000000000Z");
        open[2].Id.ShouldBe("orders/20261103T000000000Z");
    }

    [Fact]
    public async Task RemoveLeftOvers_OnlyTheOldOnesOfTheLake()
    {
        _store.Add(new("raw/.bipipeline-old", UploadId: null, 5, Now.AddHours(-25)));
        _store.Add(new("raw/.bipipeline-young", UploadId: null, 6, Now.AddHours(-23)));
        _store.Add(new("raw/orders/upload", "u1", 7, Now.AddDays(-9)));
        // Athena's own.
        _store.Add(new("latest/orders/upload", "u2", 8, Now.AddDays(-9)));

        (await LakeStatus.ReadAsync(_store, Options)).LeftOvers.ShouldBe(new() { Count = 3, Bytes = 18, Removable = 2, Oldest = Now.AddDays(-9) });
        (await LakeStatus.RemoveLeftOversAsync(_store, new FakeTimeProvider(Now))).Removable.ShouldBe(2);
        (await LakeStatus.ReadAsync(_store, Options)).LeftOvers.ShouldBe(new() { Count = 1, Bytes = 6, Removable = 0, Oldest = Now.AddHours(-23) });
    }

    static LakeStatusOptions Options => new() { TimeProvider = new FakeTimeProvider(Now) };

    Task<PutOutcome> PutAsync(string key, int bytes) => PutAsync(key, new byte[bytes]);

    Task<PutOutcome> PutAsync(string key, byte[] bytes) => _store.PutAsync(key, ObjectContent.Of(bytes));

    static byte[] Lines(params string[] reasons) =>
        Gzip(string.Concat(reasons.Select(reason => $"{{\"reason\":\"{reason}\",\"record\":{{}}}}\n")));

    static byte[] Gzip(string text)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest)) { gzip.Write(Encoding.UTF8.GetBytes(text)); }
        return bytes.ToArray();
    }
}
