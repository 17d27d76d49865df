namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>The progress of each shard and the counts. The shards' loops write them in parallel.</summary>
sealed class PumpState(IReadOnlyDictionary<string, ShardCheckpoint> from, IProgress<PumpProgress>? progress)
{
    readonly Lock _gate = new();
    readonly Dictionary<string, ShardCheckpoint> _shards = new(from, StringComparer.Ordinal);
    readonly List<string> _losses = [];
    long _delivered;
    long _discarded;
    long _invocations;
    long _failures;
    int _finished;

    internal PumpProgress Progress
    {
        get
        {
            lock (_gate) { return Snapshot(); }
        }
    }

    internal IReadOnlyDictionary<string, ShardCheckpoint> Checkpoint
    {
        get
        {
            lock (_gate) { return new Dictionary<string, ShardCheckpoint>(_shards, StringComparer.Ordinal); }
        }
    }

    internal bool IsFinished(string shardId)
    {
        lock (_gate) { return _shards.TryGetValue(shardId, out var shard) && shard.IsFinished; }
    }

    internal string? LastOf(string shardId)
    {
        lock (_gate) { return _shards.TryGetValue(shardId, out var shard) ? shard.SequenceNumber : null; }
    }

    internal void Invoked(bool failed)
    {
        lock (_gate)
        {
            _invocations++;
            if (failed) { _failures++; }
        }
    }

    internal void Done(string shardId, ReadOnlySpan<StreamRecord> records, bool discarded)
    {
        lock (_gate)
        {
            if (discarded) { _discarded += records.Length; }
            else { _delivered += records.Length; }
            _shards[shardId] = new ShardCheckpoint(records[^1].SequenceNumber, IsFinished: false);
            // Reports in the order of events, so it needs the lock.
            progress?.Report(Snapshot());
        }
    }

    internal void Finish(string shardId)
    {
        lock (_gate)
        {
            _shards[shardId] = new ShardCheckpoint(
                _shards.TryGetValue(shardId, out var shard) ? shard.SequenceNumber : null,
                IsFinished: true);
            _finished++;
            progress?.Report(Snapshot());
        }
    }

    internal void Lose(DynamoDbStreamsException loss)
    {
        lock (_gate) { _losses.Add($"{loss.ShardId} after {loss.LastSequenceNumber ?? "its start"}"); }
    }

    PumpProgress Snapshot() => new()
    {
        Delivered = _delivered,
        Discarded = _discarded,
        Invocations = _invocations,
        Failures = _failures,
        FinishedShards = _finished,
        Losses = [.. _losses],
    };
}
