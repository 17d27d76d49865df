using BiPipeline.Toolkit.Maintenance.Tests.Exports;
using BiPipeline.Toolkit.Maintenance.Tests.Stores;

namespace BiPipeline.Toolkit.Maintenance.Tests.Baselines;

/// <summary>A backfill can be taken back: the marker first.</summary>
public sealed class RetractionTests
{
    static readonly DateTimeOffset T = new(2026, 11, 3, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ApplyAsync_Backfill_LeavesTheLakeAsItWas()
    {
        using var folder = new TemporaryDirectory();
        using var lake = new TemporaryDirectory();
        var store = MaintenanceStores.Open(lake.FullPath);
        await store.PutAsync("processed/orders/dt=2026-11-03/1-2-3-00000000000000000000000000000000.txt", ObjectContent.Of("x"u8.ToArray()));
        var before = (await StoreContents.OfAsync(store)).Keys.ToArray();
        await Lakes.RunAsync(store, ExportFolder.Of(ExportFolder.Orders(0, 10), ExportFolder.Orders(10, 10)).Write(folder.FullPath));

        var retraction = await BackfillRetraction.CreateAsync(store, [Lakes.Orders], T);
        (retraction.Markers.Count, retraction.Objects.Count, retraction.Bytes).ShouldBe((1, 2, retraction.Bytes));
        retraction.ToString().ShouldBe($"retract 2026-11-03T00:00:00.000Z\n  marker     {retraction.Markers[0]}\n  objects    2, 0.0 MB\n  receipts   2");
        await retraction.ApplyAsync();

        (await StoreContents.OfAsync(store)).Keys.Where(key => !key.StartsWith("schemas/", StringComparison.Ordinal)).ShouldBe(before);
    }

    [Fact]
    public async Task ApplyAsync_Order_IsMarkerThenObjectsThenReceipts()
    {
        var store = await IncrementalTests.WithBaselineAsync();
        List<string> deleted = [];
        var recording = new FaultyMaintenanceStore(store, (_, call, key) =>
        {
            if (call == StoreCall.Delete) { deleted.Add(key.Split('/')[0]); }
            return StoreFault.None;
        });

        await (await BackfillRetraction.CreateAsync(recording, [Lakes.Orders], T)).ApplyAsync();

        deleted.ShouldBe(["baselines", "processed", "maintenance"]);
    }

    [Fact]
    public async Task CreateAsync_UnfinishedBackfill_IsFoundByItsReceipts()
    {
        using var folder = new TemporaryDirectory();
        var store = new InMemoryMaintenanceStore();
        var backfill = Lakes.Of(store);
        await backfill.RunUnitAsync((await backfill.PlanAsync([ExportFolder.Of(ExportFolder.Orders(0, 10), ExportFolder.Orders(10, 10)).Write(folder.FullPath)])).Units[1]);

        var retraction = await BackfillRetraction.CreateAsync(store, [Lakes.Orders], T);

        (retraction.Markers.Count, retraction.Objects.Count).ShouldBe((0, 1));
    }

    [Fact]
    public async Task CreateAsync_WindowsThatContinueIt_IsRefused()
    {
        var store = await IncrementalTests.WithBaselineAsync();
        await IncrementalTests.RunAsync(store, "2026-11-03T00:00:00.000Z", "2026-11-03T06:00:00.000Z", "01793664000001-00000001");

        (await Should.ThrowAsync<MaintenanceRefusedException>(() => BackfillRetraction.CreateAsync(store, [Lakes.Orders], T))).Problems.ShouldBe(
            ["Windows of incremental exports of table 'orders' continue 2026-11-03T00:00:00.000Z; expected none. Retract them first, the last one before the others."]);
        var window = await BackfillRetraction.CreateAsync(store, [Lakes.Orders], T.AddHours(6));
        (window.Markers.Count, window.Objects.Count).ShouldBe((1, 2));
    }

    [Fact]
    public async Task CreateAsync_NoSuchBackfill_IsRefused()
    {
        var store = await IncrementalTests.WithBaselineAsync();

        (await Should.ThrowAsync<MaintenanceRefusedException>(() => BackfillRetraction.CreateAsync(store, [Lakes.Orders], T.AddDays(1)))).Problems.ShouldBe(
            ["There is no backfill of orders with time 2026-11-04T00:00:00.000Z; expected one. Correct the time."]);
    }
}
