using BiPipeline.Toolkit.Maintenance.Tests.Stores;

namespace BiPipeline.Toolkit.Maintenance.Tests.Rewriting;

/// <summary>Compactions of lakes in Parquet. DuckDB counts rows.</summary>
public sealed class CompactionTests
{
    [Fact]
    public async Task Run_SmallObjects_AreOneObjectWithEachRowOnce()
    {
        var lake = new ChangeLake();
        for (var batch = 0; batch < 6; batch++) { await lake.WriteAsync([.. Enumerable.Range((batch * 10) + 1, 12)]); }
        var rows = lake.Rows();

        var plan = await lake.Compaction().PlanAsync();
        var outcome = await lake.Compaction().RunAsync(plan);

        // Before the end of the grace, old and new objects are there.
        (outcome.Units, outcome.Replaced, outcome.Written, outcome.Deleted, outcome.Waiting).ShouldBe((3, 18, 3, 0, 3));
        lake.Keys().Count.ShouldBe(7);
        lake.Rows().ShouldBe(rows);

        lake.Time.Advance(lake.Options.Grace);
        outcome = await lake.Compaction().SettleAsync();

        (outcome.Deleted, outcome.Waiting, outcome.Void).ShouldBe((18, 0, 0));
        lake.Keys().Count.ShouldBe(1);
        lake.Keys("order_items").Count.ShouldBe(1);
        lake.Store.Below("maintenance/").ShouldBeEmpty();
        lake.Rows().ShouldBe(rows);
        lake.Rows("orders").ShouldBe(lake.Rows("orders", "DISTINCT"));
        lake.Rows("order_items").ShouldBe(lake.Rows("order_items", "DISTINCT"));
        lake.Lines().Count.ShouldBe(62);
        (await lake.Compaction().PlanAsync()).Units.ShouldBeEmpty();
    }

    // The rows of a redelivered batch are those of the first object: flattening them again has its name. A rewritten object never has.
    [Fact]
    public async Task Run_BatchThatAnotherHasWhole_KeepsEveryRow()
    {
        var lake = new ChangeLake();
        await lake.WriteAsync(1, 2, 3);
        await lake.WriteAsync(2, 3);
        var (rows, flattened) = (lake.Rows(), lake.Keys());

        await lake.CompactAsync();

        lake.Rows().ShouldBe(rows);
        lake.Keys().Count.ShouldBe(1);
        flattened.ShouldNotContain(lake.Keys()[0]);

        // The batch is delivered once more: the same output, and only the batch goes.
        var compacted = lake.Keys();
        await lake.WriteAsync(2, 3);
        lake.Keys().Count.ShouldBe(2);
        await lake.CompactAsync();

        lake.Keys().ShouldBe(compacted);
        lake.Rows().ShouldBe(rows);
    }

    [Fact]
    public async Task Run_SeveralSchemas_EachKeepsItsColumns()
    {
        var lake = new ChangeLake();
        await lake.WriteAsync(1, 2);
        await lake.WriteAsync(3, 4);
        await lake.WriteAsync(ChangeLake.Second, [5, 6]);
        await lake.WriteAsync(ChangeLake.Second, [7]);
        var rows = lake.Rows();

        await lake.CompactAsync();

        lake.Keys().Count.ShouldBe(2);
        lake.Rows().ShouldBe(rows);
        var hashes = new List<string>();
        foreach (var key in lake.Keys())
        {
            using var reader = await LakeFileReaders.OpenAsync(lake.Store, key, CancellationToken.None);
            hashes.Add(reader.Metadata[LakeSchemas.HashName]);
            reader.Metadata["bipipeline.rewrite"].ShouldBe("1");
        }
        hashes.Order(StringComparer.Ordinal).ShouldBe(new[] { ChangeLake.Schema.ComputeHash(), ChangeLake.Second.ComputeHash() }.Order(StringComparer.Ordinal));
    }

    // Byte for byte what flattening writes for these rows, but for one entry of the footer.
    [Fact]
    public async Task Run_Output_HasTheBytesOfFlattening()
    {
        var lake = new ChangeLake();
        foreach (var batch in Enumerable.Range(0, 4)) { await lake.WriteAsync([.. Enumerable.Range((batch * 50) + 1, 50)]); }
        await lake.CompactAsync();
        var whole = new ChangeLake();
        await whole.WriteAsync([.. Enumerable.Range(1, 200)]);

        var (rewritten, flattened) = (lake.Store[lake.Keys()[0]], whole.Store[whole.Keys()[0]]);

        // The data and the page indexes come first, then the footer with its length.
        var data = flattened.Length - 8 - BitConverter.ToInt32(flattened, flattened.Length - 8);
        rewritten[..data].ShouldBe(flattened[..data]);
        rewritten.AsSpan().IndexOf("bipipeline.rewrite"u8).ShouldBeGreaterThan(data);
        flattened.AsSpan().IndexOf("bipipeline.rewrite"u8).ShouldBe(-1);
        whole.Keys()[0].ShouldNotBe(lake.Keys()[0]);
    }

    // Hand-made events repeat event ids: equal identity, other values. Both rows stay, because a current view shows both keys.
    [Fact]
    public async Task Run_RowsOfOneIdentityWithOtherValues_BothStay()
    {
        var lake = new ChangeLake();
        await lake.WriteAsync(ChangeLake.Schema, [1], number => ChangeLake.Record(number, "a", 1));
        await lake.WriteAsync(ChangeLake.Schema, [1], number => ChangeLake.Record(number, "b", 1));
        var rows = lake.Rows();

        await lake.CompactAsync();

        lake.Keys().Count.ShouldBe(1);
        lake.Rows().ShouldBe(rows);
    }

    [Fact]
    public async Task Plan_OpenPartition_WaitsForItsAge()
    {
        var lake = new ChangeLake(time: new(ChangeLake.Day.AddHours(30)));
        await lake.WriteAsync(1);
        await lake.WriteAsync(2);

        var open = await lake.Compaction().PlanAsync();
        lake.Time.Advance(TimeSpan.FromHours(18));
        var closed = await lake.Compaction().PlanAsync();

        (open.Units.Count, open.OpenPartitions).ShouldBe((0, 3));
        (closed.Units.Count, closed.OpenPartitions).ShouldBe((3, 0));
        closed.ToString().ShouldContain("orders/dt=2026-11-01: 2 of 2 objects are small");
    }

    [Fact]
    public async Task Plan_ObjectsOfAnOpenReceipt_AreLeftOut()
    {
        var lake = new ChangeLake();
        await lake.WriteAsync(1);
        await lake.WriteAsync(2);
        await lake.Compaction().RunAsync(await lake.Compaction().PlanAsync());
        await lake.WriteAsync(3);

        var plan = await lake.Compaction().PlanAsync();

        (plan.Units.Count, plan.OpenReceipts).ShouldBe((0, 3));
    }

    [Fact]
    public async Task Unit_AsJson_RunsElsewhere()
    {
        var lake = new ChangeLake();
        await lake.WriteAsync(1, 2);
        await lake.WriteAsync(2, 3);
        var there = lake.Copy();
        var plan = await lake.Compaction().PlanAsync();

        await lake.Compaction().RunAsync(plan);
        foreach (var unit in plan.Units) { await there.Compaction().RunUnitAsync(RewriteUnit.Parse(unit.ToJson())); }

        there.Store.Keys.ShouldBe(lake.Store.Keys);
        Should.Throw<FormatException>(() => RewriteUnit.Parse("{}"));
        Should.Throw<FormatException>(() => RewriteUnit.Parse("{\"folder\":\"processed/orders/\",\"objects\":[[\"../x\",1]]}"));
    }

    [Fact]
    public async Task Run_DamagedObject_PutsNothing()
    {
        var lake = new ChangeLake();
        await lake.WriteAsync(1);
        await lake.WriteAsync(2);
        var damaged = lake.Keys()[0];
        var bytes = lake.Store[damaged][..^9];
        await lake.Store.DeleteAsync([damaged]);
        await lake.Store.PutAsync(damaged, ObjectContent.Of(bytes));
        var before = lake.Keys();

        var exception = await Should.ThrowAsync<InvalidDataException>(async () => await lake.Compaction().RunAsync(await lake.Compaction().PlanAsync()));

        exception.Message.ShouldContain(damaged);
        lake.Keys().ShouldBe(before);
    }

    // A receipt whose output another process has replaced deletes nothing.
    [Fact]
    public async Task Settle_OutputGone_KeepsTheInputs()
    {
        var lake = new ChangeLake();
        await lake.WriteAsync(1);
        await lake.WriteAsync(2);
        var inputs = lake.Keys();
        var rows = lake.Rows();
        await lake.Compaction().RunAsync(await lake.Compaction().PlanAsync());
        await lake.Store.DeleteAsync([.. lake.Keys().Except(inputs)]);
        lake.Time.Advance(lake.Options.Grace);

        var outcome = await lake.Compaction().SettleAsync();

        outcome.Void.ShouldBe(1);
        lake.Keys().ShouldBe(inputs);
        lake.Rows().ShouldBe(rows);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Settle_TwoReceiptsThatNeedEachOther_LoseNoRow(bool isReversed)
    {
        var lake = new ChangeLake();
        await lake.WriteAsync(1);
        await lake.WriteAsync(2);
        await lake.Compaction().RunAsync(await lake.Compaction().PlanAsync());
        var rows = lake.Rows();
        // The mirror of the receipt of the orders: a run that was planned before and ends later.
        var open = (await new OpenReceipts(lake.Store).ListAsync(CancellationToken.None)).Single(item => item.Key.Contains("/orders/", StringComparison.Ordinal) && item.Receipt.Inputs[0].Key.StartsWith("processed", StringComparison.Ordinal));
        var mirror = open.Receipt with { Inputs = open.Receipt.Outputs, Outputs = open.Receipt.Inputs };
        if (isReversed) { await lake.Store.DeleteAsync([open.Key]); }
        lake.Time.Advance(TimeSpan.FromSeconds(1));
        await lake.Store.PutAsync(mirror.GetKey(), ObjectContent.Of(mirror.ToBytes()));
        lake.Time.Advance(TimeSpan.FromSeconds(1));
        if (isReversed) { await lake.Store.PutAsync(open.Key, ObjectContent.Of(open.Receipt.ToBytes())); }
        lake.Time.Advance(lake.Options.Grace);

        await lake.Compaction().SettleAsync();
        lake.Rows().ShouldBe(rows);
        await lake.CompactAsync();

        lake.Rows().ShouldBe(rows);
        lake.Keys().Count.ShouldBe(1);
    }

    // Every call of the store fails: before it, or after it with its effect; deletions also in the middle. Then a run without faults.
    [Fact]
    public async Task Run_FaultAtEveryCall_RunAgainIsTheSameLake()
    {
        var written = new ChangeLake();
        for (var batch = 0; batch < 3; batch++) { await written.WriteAsync([.. Enumerable.Range((batch * 3) + 1, 4)]); }
        var rows = written.Rows();
        var undisturbed = written.Copy();
        await undisturbed.CompactAsync();
        var expected = await StoreContents.OfAsync(undisturbed.Store);

        StoreFault[] faults = [StoreFault.Refusal("no"), new() { After = new IOException("cut") }, new() { Half = true, After = new IOException("half") }];
        var step = TestVolume.Of(usual: 3, full: 1);
        var reached = 0;
        for (var (at, isDone) = (1, false); !isDone; at += step)
        {
            foreach (var fault in faults)
            {
                var lake = written.Copy();
                var number = at;
                var faulty = new FaultyMaintenanceStore(lake.Store, (call, _, _) => call == number ? fault : StoreFault.None);
                var compaction = lake.Compaction(faulty);
                try
                {
                    await compaction.RunAsync(await compaction.PlanAsync());
                    lake.Time.Advance(lake.Options.Grace);
                    await compaction.SettleAsync();
                }
                catch (IOException)
                {
                    reached++;
                }
                isDone = faulty.Calls < at;
                lake.Rows().ShouldBe(rows, $"fault {at} {fault}");
                await lake.CompactAsync();
                lake.Rows().ShouldBe(rows, $"fault {at} {fault}, run again");
                (await StoreContents.OfAsync(lake.Store)).ShouldBe(expected, $"fault {at}");
            }
        }
        reached.ShouldBeGreaterThan(20);
    }

    // A process is killed between any two calls: what it did stays, and nothing else happens.
    [Fact]
    public async Task Run_KilledAtRandomMoments_RunAgainIsTheSameLake()
    {
        var written = new ChangeLake();
        for (var batch = 0; batch < 4; batch++) { await written.WriteAsync([.. Enumerable.Range((batch * 3) + 1, 5)]); }
        var rows = written.Rows();
        var random = new Random(20261129);
        for (var round = 0; round < TestVolume.Of(usual: 4, full: 200); round++)
        {
            var lake = written.Copy();
            // Several kills in a row, with redelivered batches between.
            for (var kill = 0; kill < 3; kill++)
            {
                var last = random.Next(1, 60);
                var compaction = lake.Compaction(new FaultyMaintenanceStore(lake.Store, (call, _, _) => call > last ? StoreFault.Refusal("killed") : StoreFault.None));
                try
                {
                    await compaction.RunAsync(await compaction.PlanAsync());
                    lake.Time.Advance(lake.Options.Grace);
                    await compaction.SettleAsync();
                }
                catch (IOException)
                {
                    // Killed.
                }
                if (random.Next(2) == 0) { await lake.WriteAsync([.. Enumerable.Range((random.Next(4) * 3) + 1, 5)]); }
                if (random.Next(2) == 0) { lake.Time.Advance(lake.Options.Grace); }
                lake.Rows().ShouldBe(rows, $"round {round}, kill {kill}");
            }
            await lake.CompactAsync();
            lake.Rows().ShouldBe(rows, $"round {round}");
            (lake.Keys().Count, lake.Keys("order_items").Count).ShouldBe((1, 1), $"round {round}");
        }
    }

    // Several compactions and a writer at the same time, step by step in a random order of their calls.
    [Fact]
    public async Task Run_SeveralAtTheSameTime_LoseNoRow()
    {
        var random = new Random(20261129);
        for (var round = 0; round < TestVolume.Of(usual: 3, full: 100); round++)
        {
            var lake = new ChangeLake { Options = new() { Schemas = [ChangeLake.Schema], MinObjects = 2, Grace = TimeSpan.FromMinutes(1) } };
            for (var batch = 0; batch < 4; batch++) { await lake.WriteAsync([.. Enumerable.Range((batch * 3) + 1, 5)]); }
            var rows = lake.Rows();
            var steps = new Random(random.Next());
            FaultyMaintenanceStore Paced() => new(lake.Store, (_, _, _) =>
            {
                lock (steps)
                {
                    if (steps.Next(12) == 0) { lake.Time.Advance(TimeSpan.FromSeconds(steps.Next(50))); }
                }
                return StoreFault.None;
            });
            await Task.WhenAll(Enumerable.Range(0, 3).Select(runner => Task.Run(async () =>
            {
                var compaction = lake.Compaction(Paced());
                for (var pass = 0; pass < 2; pass++)
                {
                    await compaction.RunAsync(await compaction.PlanAsync());
                    await lake.WriteAsync([.. Enumerable.Range((((runner + pass) % 4) * 3) + 1, 5)]);
                }
            })));

            lake.Rows().ShouldBe(rows, $"round {round}");
            await lake.CompactAsync();
            lake.Rows().ShouldBe(rows, $"round {round}");
            lake.Keys().Count.ShouldBe(1, $"round {round}");
        }
    }

    [Fact]
    public async Task Run_Cancelled_ThrowsAndKeepsEveryRow()
    {
        var lake = new ChangeLake();
        await lake.WriteAsync(1);
        await lake.WriteAsync(2);
        var rows = lake.Rows();
        using var cancellation = new CancellationTokenSource();
        var compaction = lake.Compaction(new FaultyMaintenanceStore(lake.Store, (_, call, key) =>
        {
            if (call == StoreCall.Put && key.StartsWith("processed/", StringComparison.Ordinal)) { cancellation.Cancel(); }
            return StoreFault.None;
        }));
        var plan = await compaction.PlanAsync();

        await Should.ThrowAsync<Exception>(() => compaction.RunAsync(plan, cancellationToken: cancellation.Token));

        lake.Rows().ShouldBe(rows);
    }

    [Fact]
    public void Options_OutOfRange_AreAllReported()
    {
        var exception = Should.Throw<ToolkitOptionsException>(() => new Compaction(new InMemoryMaintenanceStore(), new() { SmallBytes = 1, MinObjects = 1, Age = TimeSpan.FromDays(-1), Grace = TimeSpan.FromDays(31), Threads = 0 }));

        exception.Problems.Count.ShouldBe(6);
    }
}
