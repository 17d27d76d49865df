using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BiPipeline.Toolkit;

/// <summary>
/// The whole way of a stream batch: payload → typed rows → lake → answer. Made once and used for every invocation, also for several at a
/// time. The answer never claims a record that is not stored; a record that can't be read goes to quarantine and never blocks its shard.
/// </summary>
public sealed class StreamPipeline
{
    // Lambda ends a function after 15 minutes; what is further away is no deadline.
    static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    readonly StreamPipelineOptions _options;
    readonly IObjectStore _store;
    readonly TimeProvider _time;
    readonly ILogger _logger;
    readonly ConcurrentBag<RecordFlattener> _flatteners = [];

    // One element a batch at work: full when no further one may begin.
    readonly Channel<bool> _turns;

    /// <summary>A pipeline into a store, without logging.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range.</exception>
    /// <exception cref="SchemaException">A schema breaks a rule.</exception>
    public StreamPipeline(StreamPipelineOptions options, IObjectStore store)
        : this(options, store, TimeProvider.System, NullLogger<StreamPipeline>.Instance)
    {
    }

    /// <summary>A pipeline into a store.</summary>
    /// <param name="options">What is written and how.</param>
    /// <param name="store">Where it is written to.</param>
    /// <param name="time">The clock that deadlines are held against.</param>
    /// <param name="logger">Takes counts, keys and reasons.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range.</exception>
    /// <exception cref="SchemaException">A schema breaks a rule.</exception>
    public StreamPipeline(StreamPipelineOptions options, IObjectStore store, TimeProvider time, ILogger<StreamPipeline> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        (_options, _store, _time, _logger) = (options.Validated(), store, time, logger);
        _flatteners.Add(new RecordFlattener(_options.Schemas, _options.Flatten));
        _turns = Channel.CreateBounded<bool>(_options.ConcurrentBatches);
    }

    /// <summary>Handles an event as Lambda hands it over and answers with <c>batchItemFailures</c>.</summary>
    /// <param name="payload">The event's JSON; read once, to its end.</param>
    /// <param name="deadline">When Lambda ends the function; what is not stored by then is redelivered.</param>
    /// <param name="cancellationToken">Ends the work early; what is not stored by then is redelivered.</param>
    /// <exception cref="PayloadException">The payload is no event; nothing of it was stored.</exception>
    /// <exception cref="IOException">The payload is larger than <see cref="StreamPipelineOptions.MaxPayloadBytes"/>.</exception>
    public async Task<Stream> HandleAsync(Stream payload, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return BatchAnswer.Write(await InTurnAsync(() => PayloadBytes.ReadAsync(payload, _options.MaxPayloadBytes, cancellationToken), deadline, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Handles an event as Lambda hands it over and answers with <c>batchItemFailures</c>.</summary>
    /// <param name="payload">The event's JSON; read once, to its end.</param>
    /// <param name="cancellationToken">Ends the work early; what is not stored by then is redelivered.</param>
    /// <exception cref="PayloadException">The payload is no event; nothing of it was stored.</exception>
    /// <exception cref="IOException">The payload is larger than <see cref="StreamPipelineOptions.MaxPayloadBytes"/>.</exception>
    public Task<Stream> HandleAsync(Stream payload, CancellationToken cancellationToken) =>
        HandleAsync(payload, DateTimeOffset.MaxValue, cancellationToken);

    /// <summary>Handles an event and tells what became of it.</summary>
    /// <param name="payload">The event's JSON.</param>
    /// <param name="cancellationToken">Ends the work early; what is not stored by then is told in the outcome.</param>
    /// <exception cref="PayloadException">The payload is no event; nothing of it was stored.</exception>
    public Task<StreamOutcome> ProcessAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        ProcessAsync(payload, DateTimeOffset.MaxValue, cancellationToken);

    /// <summary>Handles an event and tells what became of it.</summary>
    /// <param name="payload">The event's JSON.</param>
    /// <param name="deadline">When an answer must be there; what is not stored <see cref="StreamPipelineOptions.AnswerTime"/> before it is told in the outcome.</param>
    /// <param name="cancellationToken">Ends the work early; what is not stored by then is told in the outcome.</param>
    /// <exception cref="PayloadException">The payload is no event; nothing of it was stored.</exception>
    public Task<StreamOutcome> ProcessAsync(ReadOnlyMemory<byte> payload, DateTimeOffset deadline, CancellationToken cancellationToken) =>
        InTurnAsync(() => Task.FromResult(payload), deadline, cancellationToken);

    // A payload is read when its turn has come, so that those that wait hold no memory.
    async Task<StreamOutcome> InTurnAsync(Func<Task<ReadOnlyMemory<byte>>> read, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        using var activity = PipelineTelemetry.Activities.StartActivity("bipipeline.batch", ActivityKind.Consumer);
        using var timeout = TimeoutAt(deadline);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        if (!await TakeTurnAsync(both.Token).ConfigureAwait(false))
        {
            StreamLog.NoTurn(_logger, _options.ConcurrentBatches);
            activity?.SetStatus(ActivityStatusCode.Error, "No turn in time.");
            return StreamOutcome.NotBegun;
        }
        try
        {
            return await RunAsync(await read().ConfigureAwait(false), activity, both.Token).ConfigureAwait(false);
        }
        finally
        {
            _turns.Reader.TryRead(out _);
        }
    }

    async Task<bool> TakeTurnAsync(CancellationToken cancellationToken)
    {
        if (_turns.Writer.TryWrite(true)) { return true; }
        try
        {
            await _turns.Writer.WriteAsync(true, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    async Task<StreamOutcome> RunAsync(ReadOnlyMemory<byte> payload, Activity? activity, CancellationToken cancellationToken)
    {
        if (!_flatteners.TryTake(out var flattener)) { flattener = new RecordFlattener(_options.Schemas, _options.Flatten); }
        flattener.Clear();
        try
        {
            using var flattening = PipelineTelemetry.Activities.StartActivity("bipipeline.flatten");
            flattener.Flatten(payload.Span);
        }
        catch (PayloadException exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            _flatteners.Add(flattener);
            throw;
        }
        using var writer = new LakeWriter(_store, _options.Format, _options.Writer, _time);
        var commit = await StoreAsync(writer, flattener, cancellationToken).ConfigureAwait(false);
        var outcome = BatchOutcome.Of(flattener, commit, _time.GetUtcNow());
        // Only here: what an unforeseen failure left behind is not used again.
        _flatteners.Add(flattener);
        PipelineTelemetry.Describe(activity, outcome);
        Tell(outcome);
        return outcome;
    }

    static async Task<LakeCommit> StoreAsync(LakeWriter writer, RecordFlattener flattener, CancellationToken cancellationToken)
    {
        using var storing = PipelineTelemetry.Activities.StartActivity("bipipeline.store");
        writer.Append(flattener.Batches, flattener.RecordCount);
        return await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    CancellationTokenSource TimeoutAt(DateTimeOffset deadline)
    {
        var remaining = deadline - _time.GetUtcNow() - _options.AnswerTime;
        if (remaining > LongestWait) { return new CancellationTokenSource(); }
        return new CancellationTokenSource(remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero, _time);
    }

    void Tell(StreamOutcome outcome)
    {
        PipelineTelemetry.Record(outcome);
        _options.EmbeddedMetrics?.Write(outcome, _time.GetUtcNow());
        Log(outcome);
    }

    void Log(StreamOutcome outcome)
    {
        if (outcome.Quarantined > 0) { StreamLog.Quarantined(_logger, outcome.Quarantined, outcome.Records); }
        if (outcome.Commit.Failures is [var first, ..])
        {
            StreamLog.NotStored(_logger, outcome.Commit.Failures.Count, outcome.Commit.Objects.Count + outcome.Commit.Failures.Count, first.Key, outcome.RedeliverFrom ?? "", first.Exception);
            return;
        }
        StreamLog.Stored(_logger, outcome.Records, outcome.Rows, outcome.ChildRows, outcome.Commit.Objects.Count, outcome.Commit.CreatedObjects, outcome.Quarantined, outcome.Rescued);
    }
}
