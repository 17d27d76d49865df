namespace BiPipeline.Toolkit.DynamoDb.Tests.Pump;

/// <summary>Tests readers with the service's behaviour: expired iterators, throttled calls, trimmed records.</summary>
public sealed class ShardReadingTests
{
    [Fact]
    public async Task RunAsync_ExpiredIterator_ContinuesAfterTheLastRecord()
    {
        var stream = Scripted.Stream();
        stream.AddShard("a");
        stream.Append("a", 1, 2);
        var function = new RecordingFunction();
        var reads = new ScriptedReads(
            stream,
            () => { },
            () =>
            {
                stream.ExpireIterators();
                stream.Append("a", 3);
                stream.Disable();
            });

        await new StreamPump(reads, function.On(new StreamPumpOptions()) with { TimeProvider = new InstantTime() }).RunAsync(Scripted.Arn, function.InvokeAsync);

        function.Batches.ShouldBe([[1, 2], [3]]);
        stream.Calls.Where(call => call.StartsWith("GetShardIterator", StringComparison.Ordinal)).ShouldBe(["GetShardIterator a TrimHorizon", "GetShardIterator a AfterSequenceNumber 2"]);
    }

    [Fact]
    public async Task RunAsync_Throttled_WaitsAndContinues()
    {
        var stream = Filled();
        for (var i = 0; i < 3; i++) { stream.Refuse(new(DynamoDbStreamsException.LimitExceeded, "busy", isTransient: true)); }
        var time = new InstantTime();
        var function = new RecordingFunction();

        await new StreamPump(stream, function.On(new StreamPumpOptions()) with { TimeProvider = time }).RunAsync(Scripted.Arn, function.InvokeAsync);

        function.Batches.ShouldBe([[1, 2, 3]]);
        time.Waits.Where(wait => wait != new StreamPumpOptions().DiscoveryInterval).Select(wait => wait.TotalSeconds).ShouldBe([1, 2, 4]);
    }

    [Fact]
    public async Task RunAsync_ThrottledTooOften_Throws()
    {
        var stream = Filled();
        for (var i = 0; i < 4; i++) { stream.Refuse(new(DynamoDbStreamsException.LimitExceeded, "busy", isTransient: true)); }

        var exception = await Should.ThrowAsync<DynamoDbStreamsException>(() => new StreamPump(stream, new StreamPumpOptions { MaxReadAttempts = 4, TimeProvider = new InstantTime() }).RunAsync(Scripted.Arn, new RecordingFunction().InvokeAsync));

        exception.Message.ShouldBe("busy");
        stream.Calls.Count(call => call.StartsWith("GetRecords", StringComparison.Ordinal)).ShouldBe(4);
    }

    [Fact]
    public async Task RunAsync_Refused_EndsAtOnce()
    {
        var stream = Filled();
        stream.Refuse(new(DynamoDbStreamsException.AccessDenied, "no", isTransient: false));

        await Should.ThrowAsync<DynamoDbStreamsException>(() => new StreamPump(stream, new StreamPumpOptions { TimeProvider = new InstantTime() }).RunAsync(Scripted.Arn, new RecordingFunction().InvokeAsync));

        stream.Calls.Count(call => call.StartsWith("GetRecords", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_TrimmedBeyondTheCheckpoint_ReportsTheLoss()
    {
        var stream = Filled();
        stream.Trim("a", 2);

        var exception = await Should.ThrowAsync<DynamoDbStreamsException>(() => RunFromAsync(stream, new StreamPumpOptions(), new RecordingFunction(), new("1", IsFinished: false)));

        (exception.ShardId, exception.LastSequenceNumber).ShouldBe(("a", "1"));
        exception.Message.ShouldStartWith("Shard 'a' has lost the records after 1, which were not read within 24 hours.");
    }

    [Fact]
    public async Task RunAsync_TrimmedWithContinueAfterLoss_ReadsTheRestAndReportsTheLoss()
    {
        var stream = Filled();
        stream.Trim("a", 2);
        var function = new RecordingFunction();

        var progress = await RunFromAsync(stream, new StreamPumpOptions { ContinueAfterLoss = true }, function, new("1", IsFinished: false));

        function.Batches.ShouldBe([[3]]);
        progress.Losses.ShouldBe(["a after 1"]);
    }

    [Fact]
    public async Task RunAsync_TrimmedUpToTheCheckpoint_LosesNothing()
    {
        var stream = Filled();
        stream.Trim("a", 2);
        var function = new RecordingFunction();

        var progress = await RunFromAsync(stream, new StreamPumpOptions(), function, new("2", IsFinished: false));

        function.Batches.ShouldBe([[3]]);
        progress.Losses.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_MissingShardOfTheCheckpoint_ReportsTheLoss()
    {
        var stream = Filled();
        stream.Remove("a");

        (await Should.ThrowAsync<DynamoDbStreamsException>(() => RunFromAsync(stream, new StreamPumpOptions(), new RecordingFunction(), new("2", IsFinished: false)))).LastSequenceNumber.ShouldBe("2");
        (await RunFromAsync(stream, new StreamPumpOptions(), new RecordingFunction(), new("2", IsFinished: true))).Losses.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_LatestExpiresUnread_ReportsALoss()
    {
        var stream = Scripted.Stream();
        stream.AddShard("a");
        var reads = new ScriptedReads(stream, () =>
        {
            stream.Append("a", 1);
            stream.ExpireIterators();
        });

        await Should.ThrowAsync<DynamoDbStreamsException>(() => new StreamPump(reads, new StreamPumpOptions { StartingPosition = ShardPosition.Latest, TimeProvider = new InstantTime() }).RunAsync(Scripted.Arn, new RecordingFunction().InvokeAsync));
    }

    [Fact]
    public async Task RunAsync_DescribeStreamIsThrottled_Retries()
    {
        var stream = new ThrottledDescription(Filled(), times: 2);
        var function = new RecordingFunction();

        await new StreamPump(stream, function.On(new StreamPumpOptions()) with { TimeProvider = new InstantTime() }).RunAsync(Scripted.Arn, function.InvokeAsync);
        await Should.ThrowAsync<DynamoDbStreamsException>(() => new StreamPump(new ThrottledDescription(Filled(), times: 3), function.On(new StreamPumpOptions { MaxReadAttempts = 3 }) with { TimeProvider = new InstantTime() }).RunAsync(Scripted.Arn, function.InvokeAsync));

        function.Batches.ShouldBe([[1, 2, 3]]);
    }

    static InMemoryStream Filled()
    {
        var stream = Scripted.Stream();
        stream.AddShard("a");
        stream.Append("a", 1, 2, 3);
        stream.Disable();
        return stream;
    }

    static Task<PumpProgress> RunFromAsync(InMemoryStream stream, StreamPumpOptions options, RecordingFunction function, ShardCheckpoint checkpoint) =>
        new StreamPump(stream, function.On(options) with { TimeProvider = new InstantTime() }).RunAsync(Scripted.Arn, function.InvokeAsync, new Dictionary<string, ShardCheckpoint> { ["a"] = checkpoint });
}
