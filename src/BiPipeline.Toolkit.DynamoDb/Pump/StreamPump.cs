namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// Takes a table's change stream to a function as a Lambda event source mapping does: shards by lineage, batches by count and bytes,
/// retries, bisection, partial batch answers, discarded batches. It is for tests, laptops and replays; on AWS the mapping does this.
/// Not done are a mapping's filters, parallelization factor and tumbling windows.
/// </summary>
public sealed class StreamPump
{
    readonly IDynamoDbStreams _streams;
    readonly StreamPumpOptions _options;
    readonly TimeProvider _time;
    PumpLedger _ledger = new(Nothing, null);

    static Dictionary<string, ShardCheckpoint> Nothing => new(StringComparer.Ordinal);

    /// <summary>A pump with the system's clock.</summary>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public StreamPump(IDynamoDbStreams streams, StreamPumpOptions options)
        : this(streams, options, TimeProvider.System)
    {
    }

    /// <summary>A pump.</summary>
    /// <param name="streams">Gives the records.</param>
    /// <param name="options">How they are batched and retried.</param>
    /// <param name="time">The clock of waits and ages.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public StreamPump(IDynamoDbStreams streams, StreamPumpOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(streams);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate(nameof(options));
        (_streams, _options, _time) = (streams, options, time);
    }

    /// <summary>How far each shard is done, at any time, also after a failure: give it to another pump to go on from there.</summary>
    public IReadOnlyDictionary<string, ShardCheckpoint> Checkpoint => _ledger.Checkpoint;

    /// <summary>Runs until the stream is disabled and done, nothing came for <see cref="StreamPumpOptions.StopAfterIdle"/>, or it is cancelled. One run at a time.</summary>
    /// <param name="streamArn">The stream.</param>
    /// <param name="target">Where records go.</param>
    /// <param name="from">An earlier run's <see cref="Checkpoint"/>; null to begin at <see cref="StreamPumpOptions.StartingPosition"/>.</param>
    /// <param name="progress">Is told after every batch; null for nobody.</param>
    /// <param name="cancellationToken">Ends it; a batch that is being delivered may then be delivered again.</param>
    /// <exception cref="DynamoDbStreamsException">The service refuses, or answers too seldom.</exception>
    /// <exception cref="StreamDataLossException">Records were trimmed before they were read.</exception>
    public async Task<PumpProgress> RunAsync(string streamArn, PumpTarget target, IReadOnlyDictionary<string, ShardCheckpoint>? from = null, IProgress<PumpProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(streamArn);
        ArgumentNullException.ThrowIfNull(target);
        _ledger = new PumpLedger(from ?? Nothing, progress);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Dictionary<string, (ShardPump Pump, Task Task)> running = new(StringComparer.Ordinal);
        try
        {
            await PumpAsync(streamArn, target, running, stopping.Token).ConfigureAwait(false);
        }
        finally
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            // What ended the pump is told already; the loops only have to be at rest.
            await Task.WhenAll(running.Values.Select(shard => shard.Task)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return _ledger.Progress;
    }

    async Task PumpAsync(string streamArn, PumpTarget target, Dictionary<string, (ShardPump Pump, Task Task)> running, CancellationToken cancellationToken)
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
                await Task.Delay(_options.RetryWait(failures), _time, cancellationToken).ConfigureAwait(false);
                continue;
            }
            if (isFirst) { Begin(stream); }
            foreach (var shard in ShardLineage.Readable(stream.Shards, _ledger.IsFinished).Where(shard => !running.ContainsKey(shard.Id)).ToList())
            {
                running.Add(shard.Id, Start(streamArn, target, shard, isFirst, cancellationToken));
            }
            isFirst = false;
            if (running.Count == 0 && stream.IsDisabled && !ShardLineage.Readable(stream.Shards, _ledger.IsFinished).Any()) { return; }
            emptySince = running.Count > 0 ? null : emptySince ?? _time.GetTimestamp();
            if (IsIdle(running, emptySince)) { return; }
            await NextEventAsync(running, cancellationToken).ConfigureAwait(false);
        }
    }

    (ShardPump Pump, Task Task) Start(string streamArn, PumpTarget target, StreamShard shard, bool isFirst, CancellationToken cancellationToken)
    {
        var last = _ledger.LastOf(shard.Id);
        var isLatest = isFirst && _options.StartingPosition == PumpStart.Latest;
        var position = last is not null ? ShardPosition.After(last) : isLatest ? ShardPosition.Latest : ShardPosition.TrimHorizon;
        var reader = new ShardReader(_streams, streamArn, shard.Id, position, _options, _time, _ledger.Lose);
        var pump = new ShardPump(reader, new BatchDelivery(target, streamArn, shard.Id, _options, _time, _ledger), _options, _time);
        return (pump, RunShardAsync(shard.Id, pump, cancellationToken));
    }

    async Task RunShardAsync(string shardId, ShardPump pump, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await pump.RunAsync(cancellationToken).ConfigureAwait(false);
        _ledger.Finish(shardId);
    }

    bool IsIdle(Dictionary<string, (ShardPump Pump, Task Task)> running, long? emptySince)
    {
        if (_options.StopAfterIdle is not { } idle) { return false; }
        var quiet = running.Count > 0 ? running.Values.Select(shard => shard.Pump.QuietSince) : [emptySince];
        return quiet.All(since => since is { } known && _time.GetElapsedTime(known) >= idle);
    }

    void Begin(StreamDescription stream)
    {
        var known = stream.Shards.ToDictionary(shard => shard.Id, StringComparer.Ordinal);
        var from = _ledger.Checkpoint;
        // A shard that was not done and is gone took records with it.
        foreach (var (shardId, shard) in from.Where(shard => !shard.Value.IsFinished && !known.ContainsKey(shard.Key)))
        {
            var loss = new StreamDataLossException(shardId, shard.SequenceNumber, new DynamoDbStreamsException(StreamsErrorCodes.ResourceNotFound, $"Shard '{shardId}' is gone.", isTransient: false));
            if (!_options.ContinueAfterLoss) { throw loss; }
            _ledger.Lose(loss);
        }
        if (_options.StartingPosition != PumpStart.Latest) { return; }
        // What a closed shard holds is older than "from now on".
        foreach (var shard in known.Values.Where(shard => shard.IsClosed && !from.ContainsKey(shard.Id))) { _ledger.Finish(shard.Id); }
    }

    // A shard's end, or the time to look for new shards.
    async Task NextEventAsync(Dictionary<string, (ShardPump Pump, Task Task)> running, CancellationToken cancellationToken)
    {
        var wait = _options.StopAfterIdle is { } idle && idle < _options.DiscoveryInterval ? idle : _options.DiscoveryInterval;
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny([Task.Delay(wait, _time, woken.Token), .. running.Values.Select(shard => shard.Task)]).ConfigureAwait(false);
        await woken.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var (shardId, (_, task)) in running.Where(shard => shard.Value.Task.IsCompleted).ToList())
        {
            running.Remove(shardId);
            await task.ConfigureAwait(false);
        }
    }
}
