using System.Collections.Concurrent;
using System.Diagnostics;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Lake;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BiPipeline.Toolkit;

/// <summary>
/// Handles a stream batch: payload → typed rows → lake → answer. Create it once and use it for every invocation; it is thread-safe. The
/// answer never claims a record that is not stored. A record that can't be read goes to quarantine and never blocks its shard.
/// </summary>
public sealed class StreamPipeline
{
    // Lambda ends a function after 15 minutes, so a later time is not a deadline.
    static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    readonly StreamPipelineOptions _options;
    readonly IObjectStore _store;
    readonly TimeProvider _time;
    readonly ILogger _logger;
    readonly ConcurrentBag<RecordFlattener> _flatteners = [];
    readonly SemaphoreSlim _slots;
    readonly SchemaObjects _schemas;

    /// <summary>Creates a pipeline that writes to a store.</summary>
    /// <param name="store">The lake.</param>
    /// <param name="options">The settings, with at least one schema.</param>
    /// <param name="logger">Receives counts, keys and reasons. Default (null): no log.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    /// <exception cref="SchemaException">A schema breaks a rule.</exception>
    public StreamPipeline(IObjectStore store, StreamPipelineOptions options, ILogger<StreamPipeline>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(store);
        (_store, _options, _time, _logger) = (store, options, options.TimeProvider, logger ?? NullLogger<StreamPipeline>.Instance);
        _flatteners.Add(new RecordFlattener(options.Schemas, options.Flatten));
        _slots = Slots(options.ConcurrentBatches);
        _schemas = new SchemaObjects(store, options.Schemas);
    }

    /// <summary>
    /// Does what the first event would wait for: gets credentials, opens a connection to the lake, and compares the schemas with the
    /// lake's. Writes nothing. The first event does the rest, and all of it when this failed; <c>LambdaFunction</c> calls it.
    /// </summary>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="SchemaException">A schema contradicts one in the lake; every problem is listed.</exception>
    /// <exception cref="IOException">The lake can't be read.</exception>
    public Task WarmUpAsync(CancellationToken cancellationToken = default) =>
        _schemas.CheckAsync(cancellationToken).WaitAsync(cancellationToken);

    /// <summary>Handles a Lambda event and answers with <c>batchItemFailures</c>.</summary>
    /// <param name="payload">The event's JSON, read to its end.</param>
    /// <param name="deadline">Time when Lambda ends the function. Lambda retries records that are not stored by then.</param>
    /// <param name="cancellationToken">Ends the work early. Lambda retries records that are not stored by then.</param>
    /// <exception cref="PayloadException">The payload is not an event; none of its records were stored.</exception>
    /// <exception cref="IOException">
    /// The payload is larger than <see cref="StreamPipelineOptions.MaxPayloadBytes"/>, or records that no answer can name are not stored:
    /// the batch was not started in time, the invocation was asynchronous, or a record has no identifier. Lambda then delivers the event
    /// again.
    /// </exception>
    public async Task<Stream> HandleAsync(Stream payload, DateTimeOffset deadline, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return BatchAnswer.Write(await HandleAsync(ReadAsync, deadline, cancellationToken).ConfigureAwait(false));

        Task<ReadOnlyMemory<byte>> ReadAsync(CancellationToken token) => PayloadBytes.ReadAsync(payload, _options.MaxPayloadBytes, token);
    }

    /// <summary>Handles a Lambda event and answers with <c>batchItemFailures</c>.</summary>
    /// <param name="payload">The event's JSON, read to its end.</param>
    /// <param name="cancellationToken">Ends the work early. Lambda retries records that are not stored by then.</param>
    /// <exception cref="PayloadException">The payload is not an event; none of its records were stored.</exception>
    /// <exception cref="IOException">
    /// The payload is larger than <see cref="StreamPipelineOptions.MaxPayloadBytes"/>, or records that no answer can name are not stored:
    /// the batch was not started in time, the invocation was asynchronous, or a record has no identifier. Lambda then delivers the event
    /// again.
    /// </exception>
    public Task<Stream> HandleAsync(Stream payload, CancellationToken cancellationToken = default) =>
        HandleAsync(payload, DateTimeOffset.MaxValue, cancellationToken);

    /// <summary>Handles an event in memory without a copy, and answers with <c>batchItemFailures</c>.</summary>
    /// <param name="payload">The event's JSON. It must not change until the method returns its answer.</param>
    /// <param name="deadline">Time when Lambda ends the function. Lambda retries records that are not stored by then.</param>
    /// <param name="cancellationToken">Ends the work early. Lambda retries records that are not stored by then.</param>
    /// <exception cref="PayloadException">The payload is not an event; none of its records were stored.</exception>
    /// <exception cref="IOException">
    /// Records that no answer can name are not stored: the batch was not started in time, the invocation was asynchronous, or a record has
    /// no identifier. Lambda then delivers the event again.
    /// </exception>
    public async Task<Stream> HandleAsync(
        ReadOnlyMemory<byte> payload, DateTimeOffset deadline, CancellationToken cancellationToken = default) =>
        BatchAnswer.Write(await ProcessAsync(payload, deadline, cancellationToken).ConfigureAwait(false));

    /// <summary>Handles an event and returns its outcome.</summary>
    /// <param name="payload">The event's JSON.</param>
    /// <param name="cancellationToken">Ends the work early. The outcome reports the records that are not stored by then.</param>
    /// <exception cref="PayloadException">The payload is not an event; none of its records were stored.</exception>
    public Task<StreamOutcome> ProcessAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default) =>
        ProcessAsync(payload, DateTimeOffset.MaxValue, cancellationToken);

    /// <summary>Handles an event and returns its outcome.</summary>
    /// <param name="payload">The event's JSON.</param>
    /// <param name="deadline">
    /// Time when the outcome must be there. It reports the records that are not stored <see cref="StreamPipelineOptions.AnswerTime"/>
    /// earlier.
    /// </param>
    /// <param name="cancellationToken">Ends the work early. The outcome reports the records that are not stored by then.</param>
    /// <exception cref="PayloadException">The payload is not an event; none of its records were stored.</exception>
    public Task<StreamOutcome> ProcessAsync(
        ReadOnlyMemory<byte> payload, DateTimeOffset deadline, CancellationToken cancellationToken = default) =>
        HandleAsync(_ => Task.FromResult(payload), deadline, cancellationToken);

    // Reads a payload only after it has a slot, so that waiting batches hold no memory.
    async Task<StreamOutcome> HandleAsync(
        Func<CancellationToken, Task<ReadOnlyMemory<byte>>> read, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        using var activity = PipelineTelemetry.Activities.StartActivity("bipipeline.batch", ActivityKind.Consumer);
        using var timeout = TimeoutAt(deadline);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        if (!await TakeSlotAsync(both.Token).ConfigureAwait(false))
        {
            StreamLog.NoSlot(_logger, _options.ConcurrentBatches);
            activity?.SetStatus(ActivityStatusCode.Error, "No slot was free in time.");
            return StreamOutcome.NotStarted;
        }
        try
        {
            if (await ReadAsync(read, both.Token).ConfigureAwait(false) is { } payload)
            {
                return await StoreAsync(payload, activity, both.Token).ConfigureAwait(false);
            }
            StreamLog.NotRead(_logger);
            activity?.SetStatus(ActivityStatusCode.Error, "The payload was not read in time.");
            return StreamOutcome.NotStarted;
        }
        finally
        {
            _slots.Release();
        }
    }

    // Takes a free slot even after the deadline: the outcome then names the records.
    async Task<bool> TakeSlotAsync(CancellationToken cancellationToken)
    {
        if (await _slots.WaitAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false)) { return true; }
        try
        {
            await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // Null after the deadline: does not wait for a stream that ignores its token.
    static async Task<ReadOnlyMemory<byte>?> ReadAsync(
        Func<CancellationToken, Task<ReadOnlyMemory<byte>>> read, CancellationToken cancellationToken)
    {
        var reading = read(cancellationToken);
        if (reading.IsCompletedSuccessfully) { return await reading.ConfigureAwait(false); }
        try
        {
            return await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    async Task<StreamOutcome> StoreAsync(ReadOnlyMemory<byte> payload, Activity? activity, CancellationToken cancellationToken)
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
        var commit = await StoreSchemasAsync(flattener, cancellationToken).ConfigureAwait(false)
            ?? await StoreAsync(flattener, cancellationToken).ConfigureAwait(false);
        var outcome = StreamOutcome.Create(flattener, commit, _time.GetUtcNow());
        // Only here: after an unexpected failure, the flattener and the writer are not reused.
        _flatteners.Add(flattener);
        if (outcome.Source == RecordSource.Firehose)
        {
            outcome = outcome with { FirehoseAnswer = FirehoseAnswer.Write(payload, outcome.FailedMessages) };
        }
        Report(outcome, activity);
        return outcome;
    }

    // Null once the lake has the schemas; else a commit without any of the records.
    async Task<LakeCommit?> StoreSchemasAsync(RecordFlattener flattener, CancellationToken cancellationToken)
    {
        if (flattener.RecordCount == 0) { return null; }
        try
        {
            await _schemas.StoreAsync(cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            // As for any other object: the records are redelivered, and the log has the reason.
            return new([], [new(LakeLayout.SchemasPrefix, exception, [new(0, flattener.RecordCount)])]);
        }
    }

    async Task<LakeCommit> StoreAsync(RecordFlattener flattener, CancellationToken cancellationToken)
    {
        using var writer = new LakeWriter(_store, _options.Format, _options.Writer with { TimeProvider = _time });
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

    void Report(StreamOutcome outcome, Activity? activity)
    {
        PipelineTelemetry.Describe(activity, outcome);
        PipelineTelemetry.Record(outcome);
        _options.EmbeddedMetrics?.Write(outcome, _time.GetUtcNow());
        StreamLog.Outcome(_logger, outcome);
    }

    // Its wait handle is never used, so nothing needs to be disposed.
    static SemaphoreSlim Slots(int count) => new(count);
}
