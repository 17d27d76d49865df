using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.DynamoDb.Tests.Pump;

public sealed class StreamPumpTests
{
    [Fact]
    public async Task RunAsync_DisabledStream_DeliversAllAndEnds()
    {
        var stream = Scripted.Stream();
        stream.AddShard("a");
        stream.Append("a", Enumerable.Range(1, 250));
        stream.Disable();
        var function = new RecordingFunction();

        var progress = await RunAsync(stream, function, new StreamPumpOptions());

        function.Batches.Select(batch => (batch[0], batch[^1])).ShouldBe([(1, 100), (101, 200), (201, 250)]);
        (progress.Delivered, progress.Discarded, progress.Invocations, progress.Failures, progress.FinishedShards).ShouldBe((250L, 0L, 3L, 0L, 1));
    }

    [Fact]
    public async Task RunAsync_SplitAndMergedShards_CompletesParentsBeforeChildren()
    {
        var stream = Scripted.Stream();
        // Children are listed first, and the root's parent does not exist.
        stream.AddShard("left", "root");
        stream.AddShard("leaf", "left");
        stream.AddShard("right", "root");
        stream.AddShard("root", "gone");
        stream.Append("root", 1, 2);
        stream.Append("left", 10, 11);
        stream.Append("right", 20);
        stream.Append("leaf", 30);
        stream.Disable();
        var function = new RecordingFunction();

        await RunAsync(stream, function, new StreamPumpOptions { BatchSize = 1 });

        var order = function.Batches.Select(batch => batch.ShouldHaveSingleItem()).ToList();
        order.Count.ShouldBe(6);
        order[..2].ShouldBe([1, 2]);
        order.IndexOf(10).ShouldBeLessThan(order.IndexOf(11));
        order.IndexOf(11).ShouldBeLessThan(order.IndexOf(30));
        order.ShouldContain(20);
    }

    [Fact]
    public async Task RunAsync_ShardThatSplits_ContinuesInTheChildren()
    {
        var stream = Scripted.Stream();
        stream.AddShard("a");
        stream.Append("a", 1);
        var function = new RecordingFunction(batch =>
        {
            if (batch[0] == 1)
            {
                stream.AddShard("b", "a");
                stream.Append("b", 2);
                stream.Disable();
            }
            return Scripted.Answer("{}");
        });

        var progress = await RunAsync(stream, function, new StreamPumpOptions());

        function.Batches.Select(batch => batch[0]).ShouldBe([1, 2]);
        progress.FinishedShards.ShouldBe(2);
    }

    [Fact]
    public async Task RunAsync_MaxBatchBytes_LimitsBatches()
    {
        var stream = Scripted.Stream();
        stream.AddShard("a");
        for (var sequence = 1; sequence <= 5; sequence++) { stream.Append("a", Scripted.Record(sequence, padding: sequence == 3 ? 3000 : 300)); }
        stream.Disable();
        var function = new RecordingFunction();
        List<long> lengths = [];
        var pump = new StreamPump(stream, new StreamPumpOptions { MaxBatchBytes = 1500, TimeProvider = new InstantTime() });

        await pump.RunAsync(Scripted.Arn, async (payload, token) =>
        {
            lengths.Add(payload.Length);
            return await function.InvokeAsync(payload, token);
        });

        // Two of about 510 bytes fit, and three do not; the last one alone is too large and is sent alone.
        function.Batches.ShouldBe([[1, 2], [3], [4, 5]]);
        lengths.Where((_, index) => index != 1).ShouldAllBe(length => length <= 1500);
    }

    [Fact]
    public async Task RunAsync_Window_CollectsAcrossReads()
    {
        var stream = Scripted.Stream();
        stream.AddShard("a");
        stream.Append("a", 1);
        var time = new FakeTimeProvider(Scripted.Begin);
        var function = new RecordingFunction();
        var reads = new ScriptedReads(
            stream,
            () => { },
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(3));
                stream.Append("a", 2);
            },
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(2));
                stream.Append("a", 3);
            },
            () =>
            {
                stream.Append("a", 4);
                stream.Disable();
            });

        await new StreamPump(reads, function.On(new StreamPumpOptions { MaximumBatchingWindow = TimeSpan.FromSeconds(5) }) with { TimeProvider = time }).RunAsync(Scripted.Arn, function.InvokeAsync);

        function.Batches.ShouldBe([[1, 2, 3], [4]]);
    }

    [Fact]
    public async Task RunAsync_NoWindow_SendsEachRead()
    {
        var stream = Scripted.Stream();
        stream.AddShard("a");
        stream.Append("a", 1);
        var function = new RecordingFunction();
        var reads = new ScriptedReads(
            stream,
            () => { },
            () =>
            {
                stream.Append("a", 2);
                stream.Disable();
            });

        await new StreamPump(reads, function.On(new StreamPumpOptions()) with { TimeProvider = new FakeTimeProvider(Scripted.Begin) }).RunAsync(Scripted.Arn, function.InvokeAsync);

        function.Batches.ShouldBe([[1], [2]]);
    }

    [Fact]
    public async Task RunAsync_Latest_SkipsOldRecordsAndReadsLaterShards()
    {
        var stream = Scripted.Stream();
        stream.AddShard("old");
        stream.Append("old", 1);
        stream.Close("old");
        stream.AddShard("open", "old");
        stream.Append("open", 2);
        var function = new RecordingFunction();
        var reads = new ScriptedReads(stream, () =>
        {
            stream.Append("open", 3);
            stream.AddShard("new", "open");
            stream.Append("new", 4);
            stream.Disable();
        });

        await new StreamPump(reads, function.On(new StreamPumpOptions { StartingPosition = ShardPosition.Latest }) with { TimeProvider = new InstantTime() }).RunAsync(Scripted.Arn, function.InvokeAsync);

        function.Batches.ShouldBe([[3], [4]]);
    }

    [Fact]
    public async Task RunAsync_NoRecords_EndsAfterTheIdleTime()
    {
        var stream = Scripted.Stream();
        stream.AddShard("a");
        stream.AddShard("b");
        stream.Append("a", 1);
        var time = new InstantTime();
        var begin = time.GetUtcNow();

        var progress = await new StreamPump(stream, new StreamPumpOptions { StopAfterIdle = TimeSpan.FromSeconds(20), TimeProvider = time }).RunAsync(Scripted.Arn, new RecordingFunction().InvokeAsync);

        (progress.Delivered, progress.FinishedShards).ShouldBe((1L, 0));
        (time.GetUtcNow() - begin).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task RunAsync_FromACheckpoint_ContinuesAfterIt()
    {
        var stream = Scripted.Stream();
        stream.AddShard("a");
        stream.Append("a", 1, 2);
        stream.AddShard("b");
        stream.Append("b", 10, 11, 12);
        stream.Disable();
        var stopAt12 = new RecordingFunction(batch => batch[0] == 12 ? throw new OperationCanceledException() : Scripted.Answer("{}"));
        using var cancellation = new CancellationTokenSource();
        var first = new StreamPump(stream, new StreamPumpOptions
        {
            BatchSize = 2,
            OnFunctionError = _ => cancellation.Cancel(),
            TimeProvider = new InstantTime(),
        });

        await Should.ThrowAsync<OperationCanceledException>(() => first.RunAsync(Scripted.Arn, stopAt12.InvokeAsync, cancellationToken: cancellation.Token));
        first.Checkpoint["b"].ShouldBe(new ShardCheckpoint("11", IsFinished: false));
        var function = new RecordingFunction();
        await new StreamPump(stream, function.On(new StreamPumpOptions()) with { TimeProvider = new InstantTime() }).RunAsync(Scripted.Arn, function.InvokeAsync, first.Checkpoint);

        function.Batches.SelectMany(batch => batch).Where(sequence => sequence >= 10).ShouldBe([12]);
        function.Batches.SelectMany(batch => batch).Concat(stopAt12.Batches.SelectMany(batch => batch)).ShouldContain(2);
    }

    [Fact]
    public async Task RunAsync_Cancelled_StopsEveryShard()
    {
        var stream = Scripted.Stream();
        stream.AddShard("a");
        stream.AddShard("b");
        stream.Append("a", 1);
        stream.Append("b", 2);
        using var cancellation = new CancellationTokenSource();
        var waiting = 0;
        await Should.ThrowAsync<OperationCanceledException>(() => new StreamPump(stream, new StreamPumpOptions()).RunAsync(Scripted.Arn, FunctionAsync, cancellationToken: cancellation.Token));

        waiting.ShouldBe(2);

        async Task<Stream> FunctionAsync(Stream payload, CancellationToken token)
        {
            if (Interlocked.Increment(ref waiting) == 2) { await cancellation.CancelAsync(); }
            await Task.Delay(Timeout.Infinite, token);
            return Stream.Null;
        }
    }

    [Fact]
    public async Task RunAsync_Progress_IsReportedAfterEveryBatch()
    {
        var stream = Scripted.Stream();
        stream.AddShard("a");
        stream.Append("a", Enumerable.Range(1, 5));
        stream.Disable();
        var told = new List<long>();

        await new StreamPump(stream, new StreamPumpOptions { BatchSize = 2, TimeProvider = new InstantTime() })
            .RunAsync(Scripted.Arn, new RecordingFunction().InvokeAsync, progress: new Told(progress => told.Add(progress.Delivered)));

        told.ShouldBe([2, 4, 5, 5]);
    }

    [Fact]
    public async Task RunAsync_UnknownStream_Throws() =>
        (await Should.ThrowAsync<DynamoDbStreamsException>(() => new StreamPump(Scripted.Stream(), new StreamPumpOptions()).RunAsync("arn:other", new RecordingFunction().InvokeAsync))).ErrorCode.ShouldBe(DynamoDbStreamsException.ResourceNotFound);

    [Fact]
    public void Pump_OptionsOutsideTheirRange_AreAllReported()
    {
        var options = new StreamPumpOptions { BatchSize = 10_001, MaximumRecordAge = TimeSpan.FromSeconds(59), PollInterval = TimeSpan.Zero };

        var message = Should.Throw<ToolkitOptionsException>(() => new StreamPump(Scripted.Stream(), options)).Message;

        message.ShouldContain("BatchSize is 10001; expected 1 to 10,000.");
        message.ShouldContain("MaximumRecordAge is 00:00:59; expected 60 seconds to 7 days, or null.");
        message.ShouldContain("PollInterval is 00:00:00; expected above zero to 1 minute.");
    }

    static Task<PumpProgress> RunAsync(InMemoryStream stream, RecordingFunction function, StreamPumpOptions options) =>
        new StreamPump(stream, function.On(options) with { TimeProvider = new InstantTime() }).RunAsync(Scripted.Arn, function.InvokeAsync);

    sealed class Told(Action<PumpProgress> report) : IProgress<PumpProgress>
    {
        public void Report(PumpProgress value) => report(value);
    }
}
