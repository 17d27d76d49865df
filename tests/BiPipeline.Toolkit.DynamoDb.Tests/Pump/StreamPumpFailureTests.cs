using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.DynamoDb.Tests.Pump;

public sealed class StreamPumpFailureTests
{
    static readonly StreamPumpOptions Options = new() { MaximumRetryAttempts = 2 };

    [Fact]
    public async Task RunAsync_ReportedRecord_IsRedeliveredWithAllAfterIt()
    {
        var calls = 0;
        var function = new RecordingFunction(_ => calls++ == 0 ? Scripted.Failed(4, 3) : Scripted.Answer("{}"));

        var progress = await RunAsync(function, Options, 1, 2, 3, 4, 5);

        function.Batches.ShouldBe([[1, 2, 3, 4, 5], [3, 4, 5]]);
        (progress.Delivered, progress.Failures).ShouldBe((5L, 1L));
    }

    [Fact]
    public async Task RunAsync_ReportOff_IgnoresTheAnswer()
    {
        var function = new RecordingFunction(_ => Scripted.Failed(1));

        await RunAsync(function, Options with { ReportBatchItemFailures = false }, 1, 2);

        function.Batches.ShouldBe([[1, 2]]);
    }

    [Fact]
    public async Task RunAsync_FunctionThatAlwaysFails_RetriesThenDiscardsAndContinues()
    {
        var function = new RecordingFunction(batch => batch.Contains(2) ? throw new InvalidOperationException("boom") : Scripted.Answer("{}"));

        var progress = await RunAsync(function, Options with { BatchSize = 2 }, 1, 2, 3);

        function.Batches.ShouldBe([[1, 2], [1, 2], [1, 2], [3]]);
        function.Errors.Select(error => error.Message).ShouldBe(["boom", "boom", "boom"]);
        (progress.Delivered, progress.Discarded, progress.Failures).ShouldBe((1L, 2L, 3L));
        var discarded = function.Discarded.ShouldHaveSingleItem();
        (discarded.Condition, discarded.FirstSequenceNumber, discarded.LastSequenceNumber, discarded.Records, discarded.Invocations).ShouldBe((DiscardedBatch.RetryAttemptsExhausted, "1", "2", 2, 3));
    }

    [Fact]
    public async Task RunAsync_NoRetries_DiscardsAfterTheFirstFailure()
    {
        var function = new RecordingFunction(_ => throw new InvalidOperationException());

        await RunAsync(function, Options with { MaximumRetryAttempts = 0 }, 1);

        function.Batches.Count.ShouldBe(1);
        function.Discarded.Count.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_BisectOnError_IsolatesThePoisonWithoutCountingRetries()
    {
        var function = new RecordingFunction(batch => batch.Contains(3) ? throw new InvalidOperationException() : Scripted.Answer("{}"));

        var progress = await RunAsync(function, Options with { BisectBatchOnFunctionError = true, MaximumRetryAttempts = 1 }, 1, 2, 3, 4, 5);

        function.Batches.ShouldBe([[1, 2, 3, 4, 5], [1, 2], [3, 4, 5], [3], [3], [4, 5]]);
        function.Discarded.Select(batch => (batch.FirstSequenceNumber, batch.LastSequenceNumber)).ShouldBe([("3", "3")]);
        (progress.Delivered, progress.Discarded).ShouldBe((4L, 1L));
    }

    [Fact]
    public async Task RunAsync_BisectWithReportedRecord_SplitsAtIt()
    {
        var function = new RecordingFunction(batch => batch.Contains(3) && batch[^1] == 5 ? Scripted.Failed(3) : Scripted.Answer("{}"));

        // A split is not a retry, so without retries the rest is sent again; a split at the first record is a retry.
        await RunAsync(function, Options with { BisectBatchOnFunctionError = true, MaximumRetryAttempts = 0 }, 1, 2, 3, 4, 5);

        function.Batches.ShouldBe([[1, 2, 3, 4, 5], [3, 4, 5]]);
        function.Discarded.Select(batch => (batch.FirstSequenceNumber, batch.LastSequenceNumber)).ShouldBe([("3", "5")]);
    }

    [Fact]
    public async Task RunAsync_UnknownIdentifier_FailsTheWholeBatch()
    {
        var calls = 0;
        var function = new RecordingFunction(_ => calls++ == 0 ? Scripted.Failed(99) : Scripted.Answer("{}"));

        await RunAsync(function, Options, 1, 2);

        function.Batches.ShouldBe([[1, 2], [1, 2]]);
    }

    [Fact]
    public async Task RunAsync_RetryWaits_DoubleUpToTheLongest()
    {
        var time = new InstantTime();
        var function = new RecordingFunction(_ => throw new InvalidOperationException());
        var stream = Filled(1);

        await new StreamPump(stream, function.On(Options with { MaximumRetryAttempts = 4, FirstRetryWait = TimeSpan.FromSeconds(1), LongestRetryWait = TimeSpan.FromSeconds(5) }) with { TimeProvider = time }).RunAsync(Scripted.Arn, function.InvokeAsync);

        time.Waits.Where(wait => wait != new StreamPumpOptions().DiscoveryInterval).Select(wait => wait.TotalSeconds).ShouldBe([1, 2, 4, 5]);
    }

    [Fact]
    public async Task RunAsync_RecordsThatAreTooOld_AreDiscardedWithoutACall()
    {
        var time = new FakeTimeProvider(Scripted.Begin);
        var stream = Scripted.Stream();
        stream.AddShard("a");
        stream.Append("a", Scripted.Record(1, created: time.GetUtcNow() - TimeSpan.FromHours(2)));
        stream.Append("a", Scripted.Record(2, created: time.GetUtcNow() + TimeSpan.FromDays(1)));
        stream.Disable();
        var function = new RecordingFunction();

        var progress = await new StreamPump(stream, function.On(Options with { MaximumRecordAge = TimeSpan.FromHours(1) }) with { TimeProvider = time }).RunAsync(Scripted.Arn, function.InvokeAsync);

        function.Batches.ShouldBe([[2]]);
        var discarded = function.Discarded.ShouldHaveSingleItem();
        (discarded.Condition, discarded.Invocations, discarded.Records).ShouldBe((DiscardedBatch.RecordAgeExceeded, 0, 1));
        Json(discarded).GetProperty("responseContext").TryGetProperty("functionError", out _).ShouldBeFalse();
        progress.Discarded.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_WithoutRetryLimit_RetriesUntilRecordsAreTooOld()
    {
        var time = new FakeTimeProvider(Scripted.Begin);
        var stream = Scripted.Stream();
        stream.AddShard("a");
        stream.Append("a", Scripted.Record(1, created: time.GetUtcNow()));
        stream.Disable();
        var function = new RecordingFunction(_ =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            throw new InvalidOperationException();
        });
        var options = new StreamPumpOptions { MaximumRecordAge = TimeSpan.FromMinutes(10), FirstRetryWait = TimeSpan.Zero, LongestRetryWait = TimeSpan.Zero };

        await new StreamPump(stream, function.On(options) with { TimeProvider = time }).RunAsync(Scripted.Arn, function.InvokeAsync);

        // At the minutes 0 to 10; at minute 11 it is older than ten.
        function.Batches.Count.ShouldBe(11);
        function.Discarded.ShouldHaveSingleItem().Condition.ShouldBe(DiscardedBatch.RecordAgeExceeded);
    }

    [Fact]
    public async Task RunAsync_Discarded_HasTheFormOfAMappingsObject()
    {
        var function = new RecordingFunction(_ => throw new InvalidOperationException());

        await RunAsync(function, Options with { MaximumRetryAttempts = 0, FunctionArn = "arn:aws:lambda:us-east-1:123456789012:function:orders" }, 1, 2);

        var discarded = function.Discarded.ShouldHaveSingleItem();
        discarded.Key.ShouldMatch(@"^aws/lambda/[0-9a-f-]{36}/a/2026/01/01/2026-01-01T\d\d\.\d\d\.\d\d-[0-9a-f-]{36}$");
        var json = Json(discarded);
        json.GetProperty("requestContext").GetProperty("functionArn").GetString().ShouldBe("arn:aws:lambda:us-east-1:123456789012:function:orders");
        json.GetProperty("requestContext").GetProperty("condition").GetString().ShouldBe("RetryAttemptsExhausted");
        json.GetProperty("requestContext").GetProperty("approximateInvokeCount").GetInt32().ShouldBe(1);
        json.GetProperty("responseContext").GetRawText().ShouldBe("""{"statusCode":200,"executedVersion":"$LATEST","functionError":"Unhandled"}""");
        json.GetProperty("version").GetString().ShouldBe("1.0");
        json.GetProperty("DDBStreamBatchInfo").GetRawText().ShouldBe($$"""{"shardId":"a","startSequenceNumber":"1","endSequenceNumber":"2","approximateArrivalOfFirstRecord":"2026-01-01T00:00:00.000Z","approximateArrivalOfLastRecord":"2026-01-01T00:00:00.000Z","batchSize":2,"streamArn":"{{Scripted.Arn}}"}""");
        Scripted.Sequences(new MemoryStream(Encoding.UTF8.GetBytes(json.GetProperty("payload").GetString()!))).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task RunAsync_FailingDestination_EndsThePumpAndKeepsTheRecords()
    {
        var pump = new StreamPump(Filled(1), Options with
        {
            MaximumRetryAttempts = 0,
            OnFailure = (_, _) => throw new IOException("disk full"),
            TimeProvider = new InstantTime(),
        });

        (await Should.ThrowAsync<IOException>(() => pump.RunAsync(Scripted.Arn, (_, _) => throw new InvalidOperationException()))).Message.ShouldBe("disk full");

        pump.Checkpoint.ShouldBeEmpty();
    }

    static JsonElement Json(DiscardedBatch batch) => JsonDocument.Parse(batch.Json).RootElement;

    static InMemoryStream Filled(params int[] sequences)
    {
        var stream = Scripted.Stream();
        stream.AddShard("a");
        stream.Append("a", sequences);
        stream.Disable();
        return stream;
    }

    static Task<PumpProgress> RunAsync(RecordingFunction function, StreamPumpOptions options, params int[] sequences) =>
        new StreamPump(Filled(sequences), function.On(options) with { TimeProvider = new InstantTime() }).RunAsync(Scripted.Arn, function.InvokeAsync);
}
