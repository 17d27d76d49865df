using BiPipeline.Toolkit.Maintenance.Tests.Exports;
using BiPipeline.Toolkit.Maintenance.Tests.Stores;

namespace BiPipeline.Toolkit.Maintenance.Tests.Baselines;

/// <summary>Incremental exports extend a baseline, each from the end of the last one.</summary>
public sealed class IncrementalTests
{
    const string T0 = "2026-11-03T00:00:00.000Z";
    const string T1 = "2026-11-03T06:00:00.000Z";
    const string T2 = "2026-11-03T12:00:00.000Z";

    [Fact]
    public async Task RunAsync_WindowsThatMeet_AreTakenAndMarked()
    {
        var store = await WithBaselineAsync();

        await RunAsync(store, T0, T1, "01793664000001-00000001");
        await RunAsync(store, T1, T2, "01793664000002-00000002");
        // The first window again: done before, whatever followed.
        await RunAsync(store, T0, T1, "01793664000001-00000001");

        // Another copy has another marker of the same window.
        store.Below("baselines/orders/").Select(key => key[..^38]).Distinct().ShouldBe(
            ["baselines/orders/20261103T000000000Z", "baselines/orders/20261103T000000000Z-20261103T060000000Z", "baselines/orders/20261103T060000000Z-20261103T120000000Z"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("2026-11-03T01:00:00.000Z", "leaves a gap")]
    [InlineData("2026-11-02T23:59:59.999Z", "overlaps what is in the lake")]
    public async Task PlanAsync_WindowThatDoesNotMeet_IsRefused(string from, string kind)
    {
        var store = await WithBaselineAsync();

        (await Should.ThrowAsync<MaintenanceRefusedException>(() => RunAsync(store, from, T1, "01793664000001-00000001"))).Problems.ShouldBe(
            [$"The window of table 'orders' begins at {from} and {kind}; expected {T0}. Export the window from {T0}."]);
    }

    [Fact]
    public async Task PlanAsync_NoBaseline_IsRefused() =>
        (await Should.ThrowAsync<MaintenanceRefusedException>(() => RunAsync(new InMemoryObjectStore(), T0, T1, "01793664000001-00000001"))).Problems.ShouldBe(
            ["Table 'orders' has no baseline; expected one that the window continues. Backfill a full export first."]);

    [Theory]
    [InlineData("2026-11-03", true)]
    [InlineData("2026-11-02", true)]
    [InlineData("2026-11-01", false)]
    public async Task PlanAsync_ChangesOfAStreamSinceTheBaseline_AreRefused(string day, bool isRefused)
    {
        var store = await WithBaselineAsync();
        await store.PutAsync($"processed/orders/dt={day}/1-2-3-00000000000000000000000000000000.txt", ObjectContent.Of("x"u8.ToArray()));

        var run = () => RunAsync(store, T0, T1, "01793664000001-00000001");
        if (!isRefused) { await run(); }
        else
        {
            (await Should.ThrowAsync<MaintenanceRefusedException>(run)).Problems.ShouldBe(
                [$"Table 'orders' has changes of a stream since its baseline of {T0}; expected none, because an incremental export does not name what was inserted and deleted inside its window. Backfill a full export."]);
        }
    }

    [Fact]
    public async Task CompleteAsync_AnotherWindowSinceThePlan_IsRefused()
    {
        var store = await WithBaselineAsync();
        using var folder = new TemporaryDirectory();
        var backfill = Lakes.Of(store);
        var plan = await backfill.PlanAsync([Window(T0, T2, "01793664000003-00000003").Write(folder.FullPath)]);
        await RunAsync(store, T0, T1, "01793664000001-00000001");

        await Should.ThrowAsync<MaintenanceRefusedException>(() => backfill.RunAsync(plan));
        store.Below("baselines/orders/20261103T000000000Z-20261103T12").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2026-11-02T23:59:50.000Z", false)]
    [InlineData("2026-11-02T23:59:49.999Z", true)]
    [InlineData("2026-11-03T06:00:10.000Z", false)]
    [InlineData("2026-11-03T06:00:10.001Z", true)]
    public async Task RunAsync_ItemWrittenOutsideTheWindow_IsRefusedWithoutItsRow(string written, bool isRefused)
    {
        using var folder = new TemporaryDirectory();
        var store = await WithBaselineAsync();
        var rows = store.Below("processed/");
        var place = ExportFolder.Of([Line("o1", "2026-11-03T03:00:00.000Z", Image("NewImage", "o1"))], [Line("o2", written, Image("NewImage", "o2"))]).Incremental(T0, T1, "01793664000001-00000001").Write(folder.FullPath);
        var options = Lakes.Options();

        if (!isRefused)
        {
            (await Lakes.RunAsync(store, place, options)).Rows.ShouldBe(2);
            return;
        }
        (await Should.ThrowAsync<InvalidDataException>(() => Lakes.RunAsync(store, place, options))).Message.ShouldContain("the item was written outside of the export's window; expected files of one export");
        store.Below("processed/").Except(rows).Count().ShouldBeLessThanOrEqualTo(1);
        store.Below("baselines/").Count.ShouldBe(1);

        // Allowed, the other item's row is in the lake, and its own is in quarantine.
        var outcome = await Lakes.RunAsync(store, place, options with { AllowQuarantine = true });
        (outcome.Items, outcome.Rows, outcome.Quarantined).ShouldBe((2, 1, 1));
        store.Below("processed/").Except(rows).Count().ShouldBe(1);
    }

    internal static async Task<InMemoryMaintenanceStore> WithBaselineAsync()
    {
        using var folder = new TemporaryDirectory();
        var store = new InMemoryMaintenanceStore();
        await Lakes.RunAsync(store, ExportFolder.Of(ExportFolder.Orders(0, 10)).Write(folder.FullPath));
        return store;
    }

    internal static async Task RunAsync(IObjectStore store, string from, string to, string id)
    {
        using var folder = new TemporaryDirectory();
        var outcome = await Lakes.RunAsync(store, Window(from, to, id).Write(folder.FullPath));
        (outcome.Items, outcome.Rows, outcome.Quarantined).ShouldBe((3, 3, 0));
    }

    // One insert, one update, one deletion, in the middle of the window.
    static ExportFolder Window(string from, string to, string id)
    {
        var written = DateTimeOffset.Parse(to, System.Globalization.CultureInfo.InvariantCulture).AddSeconds(-1).ToString("O");
        return ExportFolder.Of(
            [Line($"n{id}", written, Image("NewImage", $"n{id}")), Line("o1", written, Image("NewImage", "o1") + Image("OldImage", "o1"))],
            [Line("o2", written, Image("OldImage", "o2"))]).Incremental(from, to, id);
    }

    static string Line(string key, string written, string images)
    {
        var micros = DateTimeOffset.Parse(written, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() * 1000;
        return $$$"""{"Metadata":{"WriteTimestampMicros":{"N":"{{{micros}}}"}},"Keys":{"orderId":{"S":"{{{key}}}"}}{{{images}}}}""";
    }

    static string Image(string name, string key) => $$$""","{{{name}}}":{"orderId":{"S":"{{{key}}}"},"amount":{"N":"1"}}""";
}
