namespace BiPipeline.Toolkit.Maintenance.Tests.Rebuilds;

/// <summary>A rebuild whose store fails at any call, in any way, runs again to the same lake.</summary>
public sealed class InterruptedRebuildTests
{
    [Theory]
    [InlineData(CallFault.Before)]
    [InlineData(CallFault.After)]
    [InlineData(CallFault.Midway)]
    public async Task RunAsync_FaultAtEveryCall_RunAgainIsTheSameLake(CallFault fault)
    {
        var undisturbed = await RawLake.OfV1Async();
        var counted = new CallFaults(undisturbed, at: 0, fault);
        await RawLake.RunAsync(counted, RawLake.V2);
        var expected = await StoreContents.OfAsync(undisturbed);
        var started = await StoreContents.OfAsync(await RawLake.OfV1Async());
        counted.Calls.ShouldBeGreaterThan(30);
        var failed = 0;

        for (var at = 1; at <= counted.Calls; at++)
        {
            var store = await RawLake.OfV1Async();
            try
            {
                await RawLake.RunAsync(new CallFaults(store, at, fault), RawLake.V2);
            }
            catch (IOException)
            {
                failed++;
            }
            // Objects that existed are still there.
            (await StoreContents.OfAsync(store)).Where(item => started.ContainsKey(item.Key)).ShouldBe(started);

            await RawLake.RunAsync(store, RawLake.V2);
            (await StoreContents.OfAsync(store)).ShouldBe(expected, $"call {at}");
        }
        failed.ShouldBeGreaterThan(counted.Calls / 3);
    }

    [Fact]
    public async Task RunAsync_Cancelled_ContinuesWithTheUnitsThatAreLeft()
    {
        var undisturbed = await RawLake.OfV1Async();
        await RawLake.RunAsync(undisturbed, RawLake.V2);
        var store = await RawLake.OfV1Async();
        using var cancellation = new CancellationTokenSource();
        var cutting = new FaultyStore(store, (_, key) => new StoreFault { OnStored = () => { if (key.StartsWith("maintenance/", StringComparison.Ordinal)) { cancellation.Cancel(); } } });
        var rebuild = RawLake.Of(cutting, RawLake.V2);
        var plan = await rebuild.PlanAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => rebuild.RunAsync(plan, cancellationToken: cancellation.Token));
        var left = await RawLake.Of(store, RawLake.V2).PlanAsync();
        await RawLake.RunAsync(store, RawLake.V2);

        left.Remaining.Count.ShouldBe(2);
        (await StoreContents.OfAsync(store)).ShouldBe(await StoreContents.OfAsync(undisturbed));
    }

    [Fact]
    public async Task RunAsync_TwoAtTheSameTime_AreOneLake()
    {
        var alone = await RawLake.OfV1Async();
        await RawLake.RunAsync(alone, RawLake.V2);
        var store = await RawLake.OfV1Async();

        await Task.WhenAll(Task.Run(() => RawLake.RunAsync(store, RawLake.V2)), Task.Run(() => RawLake.RunAsync(store, RawLake.V2)));

        (await StoreContents.OfAsync(store)).ShouldBe(await StoreContents.OfAsync(alone));
    }
}
