namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// Delivers a table's change stream to a function like a Lambda event source mapping: shards by lineage, batches by count and bytes,
/// retries, bisection, partial batch responses, discarded batches. Use it for tests, local development and replays; on AWS, use a mapping.
/// It does not support a mapping's filters, parallelization factor and tumbling windows.
/// </summary>
public sealed class StreamPump
{
    readonly IDynamoDbStreams _streams;
    readonly StreamPumpOptions _options;
    PumpState _state = new(Nothing, null);

    static Dictionary<string, ShardCheckpoint> Nothing => new(StringComparer.Ordinal);

    /// <summary>Creates a pump.</summary>
    /// <param name="streams">The source of the records.</param>
    /// <param name="options">The settings of batches and retries. Default: those of a mapping without settings.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range.</exception>
    public StreamPump(IDynamoDbStreams streams, StreamPumpOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(streams);
        (_streams, _options) = (streams, options ?? new());
        _options.Validate();
    }

    /// <summary>The progress of each shard, also after a failure. Pass it to another pump to continue.</summary>
    public IReadOnlyDictionary<string, ShardCheckpoint> Checkpoint => _state.Checkpoint;

    /// <summary>
    /// Runs until the stream is disabled and completed, no record arrives for <see cref="StreamPumpOptions.StopAfterIdle"/>, or the caller
    /// cancels. One run at a time.
    /// </summary>
    /// <param name="streamArn">The stream.</param>
    /// <param name="function">
    /// The function, from a Lambda event to its answer, such as <c>StreamPipeline.HandleAsync</c> or a call of a deployed function. It
    /// receives the batches of one shard one after another, and those of several shards in parallel. Its exception is a function error.
    /// </param>
    /// <param name="from">An earlier run's <see cref="Checkpoint"/>; null to start at <see
    /// cref="StreamPumpOptions.StartingPosition"/>.</param>
    /// <param name="progress">Receives a report after every batch; null for no reports.</param>
    /// <param name="cancellationToken">Ends the run. The current batch may then be delivered again.</param>
    /// <exception cref="DynamoDbStreamsException">
    /// The service refuses too often, or records were trimmed before they were read (<see cref="DynamoDbStreamsException.DataLoss"/>).
    /// </exception>
    public async Task<PumpProgress> RunAsync(
        string streamArn,
        Func<Stream, CancellationToken, Task<Stream>> function,
        IReadOnlyDictionary<string, ShardCheckpoint>? from = null,
        IProgress<PumpProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(streamArn);
        ArgumentNullException.ThrowIfNull(function);
        _state = new PumpState(from ?? Nothing, progress);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Dictionary<string, (ShardPump Pump, Task Task)> running = new(StringComparer.Ordinal);
        try
        {
            await PumpAsync(streamArn, function, running, stopping.Token).ConfigureAwait(false);
        }
        finally
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            // The reason of the end is already reported; only waits for the loops to end.
            await Task.WhenAll(running.Values.Select(shard => shard.Task)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return _state.Progress;
    }

    async Task PumpAsync(
        string streamArn,
        Func<Stream, CancellationToken, Task<Stream>> function,
        Dictionary<string, (ShardPump Pump, Task Task)> running,
        CancellationToken cancellationToken)
    {
        var isFirst = true;
        long? emptySince = null;
        for (var failures = 0; ;)
        {
            StreamDescription stream;
            try
            {
                stream = await _streams.DescribeStreamAsync(streamArn, cancellationToken).ConfigureAwait(false);
                failures = 0;
            }
            catch (DynamoDbStreamsException exception) when (exception.IsTransient && ++failures < _options.MaxReadAttempts)
            {
                await Task.Delay(_options.RetryWait(failures), _options.TimeProvider, cancellationToken).ConfigureAwait(false);
                continue;
            }
            if (isFirst) { Begin(stream); }
            foreach (var shard in ShardLineage.Readable(stream.Shards, _state.IsFinished).Where(
                shard => !running.ContainsKey(shard.Id)).ToList())
            {
                running.Add(shard.Id, Start(streamArn, function, shard, isFirst, cancellationToken));
            }
            isFirst = false;
            if (running.Count == 0 && stream.IsDisabled && !ShardLineage.Readable(stream.Shards, _state.IsFinished).Any()) { return; }
            emptySince = running.Count > 0 ? null : emptySince ?? _options.TimeProvider.GetTimestamp();
            if (IsIdle(running, emptySince)) { return; }
            await NextEventAsync(running, cancellationToken).ConfigureAwait(false);
        }
    }

    (ShardPump Pump, Task Task) Start(
        string streamArn,
        Func<Stream, CancellationToken, Task<Stream>> function,
        StreamShard shard,
        bool isFirst,
        CancellationToken cancellationToken)
    {
        var last = _state.LastOf(shard.Id);
        var isLatest = isFirst && _options.StartingPosition == ShardPosition.Latest;
        var position = last is not null ? ShardPosition.After(last) : isLatest ? ShardPosition.Latest : ShardPosition.TrimHorizon;
        var reader = new ShardReader(_streams, streamArn, shard.Id, position, _options, _state.Lose);
        var pump = new ShardPump(reader, new BatchDelivery(function, streamArn, shard.Id, _options, _state), _options);
        return (pump, RunShardAsync(shard.Id, pump, cancellationToken));
    }

    async Task RunShardAsync(string shardId, ShardPump pump, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await pump.RunAsync(cancellationToken).ConfigureAwait(false);
        _state.Finish(shardId);
    }

    bool IsIdle(Dictionary<string, (ShardPump Pump, Task Task)> running, long? emptySince)
    {
        if (_options.StopAfterIdle is not { } idle) { return false; }
        var quiet = running.Count > 0 ? running.Values.Select(shard => shard.Pump.QuietSince) : [emptySince];
        return quiet.All(since => since is { } known && _options.TimeProvider.GetElapsedTime(known) >= idle);
    }

    void Begin(StreamDescription stream)
    {
        var known = stream.Shards.ToDictionary(shard => shard.Id, StringComparer.Ordinal);
        var from = _state.Checkpoint;
        // A removed shard that was not completed lost its records.
        foreach (var (shardId, shard) in from.Where(shard => !shard.Value.IsFinished && !known.ContainsKey(shard.Key)))
        {
            var gone = new DynamoDbStreamsException(
                DynamoDbStreamsException.ResourceNotFound,
                $"Shard '{shardId}' does not exist any more.",
                isTransient: false);
            var loss = DynamoDbStreamsException.Lost(shardId, shard.SequenceNumber, gone);
            if (!_options.ContinueAfterLoss) { throw loss; }
            _state.Lose(loss);
        }
        if (_options.StartingPosition != ShardPosition.Latest) { return; }
        // The records of a closed shard are older than "from now on".
        foreach (var shard in known.Values.Where(shard => shard.IsClosed && !from.ContainsKey(shard.Id))) { _state.Finish(shard.Id); }
    }

    // Waits for a shard's end or the next discovery.
    async Task NextEventAsync(Dictionary<string, (ShardPump Pump, Task Task)> running, CancellationToken cancellationToken)
    {
        var wait = _options.StopAfterIdle is { } idle && idle < _options.DiscoveryInterval ? idle : _options.DiscoveryInterval;
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(
            [Task.Delay(wait, _options.TimeProvider, woken.Token), .. running.Values.Select(shard => shard.Task)]).ConfigureAwait(false);
        await woken.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var (shardId, (_, task)) in running.Where(shard => shard.Value.Task.IsCompleted).ToList())
        {
            running.Remove(shardId);
            await task.ConfigureAwait(false);
        }
    }
}
