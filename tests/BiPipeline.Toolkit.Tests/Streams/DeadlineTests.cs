using BiPipeline.Toolkit.Tests.Data;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.Tests.Streams;

/// <summary>Checks that the answer comes before the deadline when any part hangs.</summary>
public sealed class DeadlineTests
{
    static readonly TimeSpan Allowed = TimeSpan.FromSeconds(30);

    readonly FakeTimeProvider _time = new(Change.Begin);
    readonly InMemoryObjectStore _store = new();
    readonly RecordingLogger<StreamPipeline> _logger = new();

    StreamPipelineOptions Options => Orders.Options with { TimeProvider = _time, ConcurrentBatches = 1 };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handle_PayloadThatStalls_FailsTheWholeBatchBeforeTheDeadline(bool listens)
    {
        var pipeline = new StreamPipeline(_store, Options, _logger);
        using var payload = new StallingStream(Change.Event(new Change("a", "1")), listens);
        var running = pipeline.HandleAsync(payload, _time.GetUtcNow() + Allowed);

        _time.Advance(Allowed - Options.AnswerTime - TimeSpan.FromSeconds(0.1));
        running.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.1));

        await Should.ThrowAsync<IOException>(() => running);
        _store.Keys.ShouldBeEmpty();
        _logger.Lines.ShouldHaveSingleItem().ShouldStartWith("1005 Warning Payload timed out before its end was read");
        // The slot is free again.
        (await Answer.FailuresAsync(await pipeline.HandleAsync(Change.Event(new Change("a", "1")), _time.GetUtcNow() + Allowed))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Handle_CancelledWhileThePayloadStalls_FailsTheWholeBatch()
    {
        using var cancel = new CancellationTokenSource();
        using var payload = new StallingStream([], listens: false);
        var running = new StreamPipeline(_store, Options).HandleAsync(payload, cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<IOException>(() => running);
    }

    [Fact]
    public async Task Handle_ExpiredDeadline_NamesTheLowestSequenceNumber()
    {
        var pipeline = new StreamPipeline(_store, Options);

        (await Answer.FailuresAsync(await pipeline.HandleAsync(Change.Event(Orders.Some(10)), _time.GetUtcNow()))).ShouldBe(["900"]);
        await Should.ThrowAsync<IOException>(() => pipeline.HandleAsync(new StallingStream([], listens: true), _time.GetUtcNow()));
        _store.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task Handle_StoreThatIgnoresTheToken_AnswersBeforeTheDeadline()
    {
        var reached = new TaskCompletionSource();
        var store = new FaultyStore(_store, (_, key) =>
        {
            if (key.StartsWith("schemas/", StringComparison.Ordinal)) { return StoreFault.None; }
            reached.TrySetResult();
            return new StoreFault { Hangs = true, Listens = false };
        });
        var grace = Options.Writer.PutGrace;
        var time = new WatchedTime(_time, grace);
        var deadline = _time.GetUtcNow() + Allowed;
        var running = new StreamPipeline(store, Options with { TimeProvider = time }).HandleAsync(Change.Event(new Change("a", "1")), deadline);
        await reached.Task;

        _time.Advance(Allowed - Options.AnswerTime);
        await time.Waiting;
        running.IsCompleted.ShouldBeFalse();
        _time.Advance(grace);

        (await Answer.FailuresAsync(await running)).ShouldBe(["1"]);
        _time.GetUtcNow().ShouldBeLessThan(deadline);
    }

    [Fact]
    public async Task Handle_SchemaThatTheStoreNeverStores_AnswersBeforeTheDeadline()
    {
        var reached = new TaskCompletionSource();
        var store = new FaultyStore(_store, (_, _) =>
        {
            reached.TrySetResult();
            return new StoreFault { Hangs = true, Listens = false };
        });
        var deadline = _time.GetUtcNow() + Allowed;
        var running = new StreamPipeline(store, Options with { TimeProvider = _time }).HandleAsync(Change.Event(new Change("a", "1")), deadline);
        await reached.Task;

        _time.Advance(Allowed - Options.AnswerTime);

        (await Answer.FailuresAsync(await running.WaitAsync(HangGuard.Time))).ShouldBe(["1"]);
        _time.GetUtcNow().ShouldBeLessThan(deadline);
    }

    [Fact]
    public void Validate_PutGraceNotBelowTheAnswerTime_Throws()
    {
        Problems(Options with { AnswerTime = TimeSpan.FromSeconds(1.5) }).ShouldBe(
            ["Writer.PutGrace is 00:00:01.5000000; expected less than AnswerTime (00:00:01.5000000). Otherwise the answer is too late."]);
        (Options with { AnswerTime = TimeSpan.FromSeconds(1.6) }).Validate();
        (Options with { AnswerTime = TimeSpan.FromSeconds(1), Writer = Options.Writer with { PutGrace = TimeSpan.FromSeconds(0.9) } }).Validate();
    }

    [Fact]
    public void Constructor_AbortTimeNotBelowThePutGrace_ThrowsWithEveryProblem()
    {
        var store = ObjectStores.Open("s3://lake", new() { Client = AwsClientOptions.Local(new Uri("http://127.0.0.1:9")), S3 = new() { AbortTime = TimeSpan.FromSeconds(2) } });
        using var client = (IDisposable)store;

        Should.Throw<ToolkitOptionsException>(() => new StreamPipeline(store, Options with { ConcurrentBatches = 0 })).Problems.ShouldBe(
            ["ConcurrentBatches is 0; expected 1 to 1,000.", "S3StoreOptions.AbortTime is 00:00:02; expected less than Writer.PutGrace (00:00:01.5000000). Otherwise a failed upload is not aborted."]);
        new StreamPipeline(store, Options with { AnswerTime = TimeSpan.FromSeconds(5), Writer = Options.Writer with { PutGrace = TimeSpan.FromSeconds(3) } }).ShouldNotBeNull();
    }

    static IReadOnlyList<string> Problems(StreamPipelineOptions options) => Should.Throw<ToolkitOptionsException>(options.Validate).Problems;

    /// <summary>A stream with some bytes, then neither more nor an end.</summary>
    sealed class StallingStream(byte[] bytes, bool listens) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Read(buffer.Span) is var read and > 0) { return read; }
            await Task.Delay(Timeout.InfiniteTimeSpan, listens ? cancellationToken : CancellationToken.None);
            return 0;
        }
    }

    /// <summary>A clock that reports the start of a wait of some length.</summary>
    sealed class WatchedTime(TimeProvider inner, TimeSpan wait) : TimeProvider
    {
        readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Waiting => _waiting.Task;

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override long GetTimestamp() => inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = inner.CreateTimer(callback, state, dueTime, period);
            if (dueTime == wait) { _waiting.TrySetResult(); }
            return timer;
        }
    }
}
