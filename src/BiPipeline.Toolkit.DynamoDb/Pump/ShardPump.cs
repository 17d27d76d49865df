namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>Reads one shard, makes batches and delivers them in order, until the shard ends.</summary>
sealed class ShardPump(ShardReader reader, BatchDelivery delivery, StreamPumpOptions options)
{
    readonly Queue<StreamRecord> _gathered = new();
    long _gatheredBytes = BatchPayload.FrameBytes;
    long _gatheringSince;
    long _quietSince = -1;

    /// <summary>Time since when the shard has no new record and no delivery; null while it has.</summary>
    internal long? QuietSince => Volatile.Read(ref _quietSince) is >= 0 and var since ? since : null;

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (page.Records.Count > 0)
            {
                Volatile.Write(ref _quietSince, -1);
                if (_gathered.Count == 0) { _gatheringSince = options.TimeProvider.GetTimestamp(); }
                foreach (var record in page.Records) { Gather(record); }
            }
            await DeliverAsync(isEnd: page.NextShardIterator is null, cancellationToken).ConfigureAwait(false);
            if (page.NextShardIterator is null) { return; }
            if (page.Records.Count > 0) { continue; }
            if (_gathered.Count == 0 && QuietSince is null) { Volatile.Write(ref _quietSince, options.TimeProvider.GetTimestamp()); }
            await Task.Delay(NextLook(), options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    async Task DeliverAsync(bool isEnd, CancellationToken cancellationToken)
    {
        while (_gathered.Count > 0 && (isEnd || IsFull || IsWindowOver))
        {
            await delivery.DeliverAsync(Cut(), cancellationToken).ConfigureAwait(false);
            _gatheringSince = options.TimeProvider.GetTimestamp();
        }
    }

    bool IsFull => _gathered.Count >= options.BatchSize || _gatheredBytes > options.MaxBatchBytes;

    bool IsWindowOver => options.TimeProvider.GetElapsedTime(_gatheringSince) >= options.MaximumBatchingWindow;

    void Gather(StreamRecord record)
    {
        _gathered.Enqueue(record);
        _gatheredBytes += record.Json.Length + 1;
    }

    StreamRecord[] Cut()
    {
        List<StreamRecord> batch = [];
        long bytes = BatchPayload.FrameBytes - 1;
        while (batch.Count < options.BatchSize && _gathered.TryPeek(out var next))
        {
            bytes += next.Json.Length + 1;
            if (batch.Count > 0 && bytes > options.MaxBatchBytes) { break; }
            batch.Add(_gathered.Dequeue());
            _gatheredBytes -= next.Json.Length + 1;
        }
        return [.. batch];
    }

    TimeSpan NextLook()
    {
        if (_gathered.Count == 0) { return options.PollInterval; }
        var left = options.MaximumBatchingWindow - options.TimeProvider.GetElapsedTime(_gatheringSince);
        return left < options.PollInterval ? TimeSpan.FromTicks(Math.Max(1, left.Ticks)) : options.PollInterval;
    }
}
