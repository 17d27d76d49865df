using BiPipeline.Toolkit.Maintenance.Tests.Exports;

namespace BiPipeline.Toolkit.Maintenance.Tests.Baselines;

/// <summary>A backfill that ends at any put, with or without the put's object, runs again to the same lake.</summary>
public sealed class InterruptionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_FaultAtEveryPut_RunAgainIsTheSameLake(bool isStored)
    {
        using var folder = new TemporaryDirectory();
        var place = ExportFolder.Of([.. Enumerable.Range(0, 6).Select(i => ExportFolder.Orders(i * 10, 10))]).Write(folder.FullPath);
        var undisturbed = new InMemoryObjectStore();
        var counted = new RecordingStore(undisturbed);
        await Lakes.RunAsync(counted, place);
        var expected = await StoreContents.OfAsync(undisturbed);
        // One schema and its version, six objects with a receipt each, one marker.
        counted.Created.Count.ShouldBe(15);

        for (var at = 1; at <= counted.Created.Count; at++)
        {
            var store = new InMemoryObjectStore();
            var fault = isStored ? new StoreFault { After = new IOException("cut") } : StoreFault.Refusal("no");
            var number = at;
            await Should.ThrowAsync<IOException>(() => Lakes.RunAsync(new FaultyStore(store, (put, _) => put == number ? fault : StoreFault.None), place));
            store.Below("baselines/").Count.ShouldBe(isStored && at == counted.Created.Count ? 1 : 0);

            await Lakes.RunAsync(store, place);
            (await StoreContents.OfAsync(store)).ShouldBe(expected);
        }
    }

    [Fact]
    public async Task RunAsync_Cancelled_ContinuesWithTheUnitsThatAreLeft()
    {
        using var folder = new TemporaryDirectory();
        var place = ExportFolder.Of([.. Enumerable.Range(0, 6).Select(i => ExportFolder.Orders(i * 10, 10))]).Write(folder.FullPath);
        var undisturbed = new InMemoryObjectStore();
        await Lakes.RunAsync(undisturbed, place);
        var store = new InMemoryObjectStore();
        using var cancellation = new CancellationTokenSource();
        var cutting = new FaultyStore(store, (_, key) => new StoreFault { OnStored = () => { if (key.EndsWith("000002.json", StringComparison.Ordinal)) { cancellation.Cancel(); } } });
        var backfill = Lakes.Of(cutting);
        var plan = await backfill.PlanAsync([place]);

        await Should.ThrowAsync<OperationCanceledException>(() => backfill.RunAsync(plan, cancellationToken: cancellation.Token));
        var left = await Lakes.Of(store).PlanAsync([place]);
        await Lakes.RunAsync(store, place);

        left.Remaining.Select(unit => unit.Number).ShouldBe([3, 4, 5]);
        (await StoreContents.OfAsync(store)).ShouldBe(await StoreContents.OfAsync(undisturbed));
    }

    [Fact]
    public async Task RunAsync_TwoAtTheSameTime_AreOneLake()
    {
        using var folder = new TemporaryDirectory();
        var place = ExportFolder.Of([.. Enumerable.Range(0, 20).Select(i => ExportFolder.Orders(i * 10, 10))]).Write(folder.FullPath);
        var alone = new InMemoryObjectStore();
        await Lakes.RunAsync(alone, place);
        var store = new InMemoryObjectStore();

        await Task.WhenAll(Task.Run(() => Lakes.RunAsync(store, place)), Task.Run(() => Lakes.RunAsync(store, place)));

        (await StoreContents.OfAsync(store)).ShouldBe(await StoreContents.OfAsync(alone));
    }
}
