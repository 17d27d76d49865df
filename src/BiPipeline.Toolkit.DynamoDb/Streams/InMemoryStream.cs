namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// A stream in memory that a test controls: shards that split and close, trimmed records, expired iterators, refused calls. It answers like
/// the service, so that tests of readers need no service. Thread-safe.
/// </summary>
public sealed class InMemoryStream : IDynamoDbStreams
{
    const int MaxPageBytes = 1_000_000;

    readonly Lock _gate = new();
    readonly string _arn;
    readonly string _table;
    readonly Dictionary<string, Shard> _shards = new(StringComparer.Ordinal);
    readonly List<string> _order = [];
    readonly Queue<DynamoDbStreamsException> _refusals = new();
    readonly HashSet<string> _expired = new(StringComparer.Ordinal);
    readonly HashSet<string> _issued = new(StringComparer.Ordinal);
    readonly List<string> _calls = [];
    bool _disabled;

    /// <summary>Creates a stream without shards.</summary>
    /// <param name="arn">The stream's ARN.</param>
    /// <param name="table">The table's name.</param>
    public InMemoryStream(string arn, string table)
    {
        ArgumentException.ThrowIfNullOrEmpty(arn);
        ArgumentException.ThrowIfNullOrEmpty(table);
        (_arn, _table) = (arn, table);
    }

    /// <summary>The calls so far: operation, then the shard if the call has one.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_gate) { return [.. _calls]; }
        }
    }

    /// <summary>Adds a shard.</summary>
    /// <param name="shardId">The shard's id.</param>
    /// <param name="parentId">The parent shard, which may be removed already; null for none.</param>
    public void AddShard(string shardId, string? parentId = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(shardId);
        lock (_gate)
        {
            _shards.Add(shardId, new Shard(parentId));
            _order.Add(shardId);
        }
    }

    /// <summary>Adds a record to the end of a shard.</summary>
    /// <param name="shardId">An open shard.</param>
    /// <param name="json">The record in the form of GetRecords, with a larger sequence number than earlier records.</param>
    /// <exception cref="DynamoDbStreamsException">The JSON is not a record.</exception>
    /// <exception cref="InvalidOperationException">The shard is closed.</exception>
    public void Append(string shardId, ReadOnlyMemory<byte> json)
    {
        var record = StreamRecordReader.ReadOne(json, _arn);
        lock (_gate)
        {
            if (_shards[shardId].IsClosed) { throw new InvalidOperationException($"Shard '{shardId}' is closed."); }
            _shards[shardId].Records.Add(record);
        }
    }

    /// <summary>Closes a shard: its last page has no next iterator.</summary>
    public void Close(string shardId)
    {
        lock (_gate) { _shards[shardId].IsClosed = true; }
    }

    /// <summary>Removes the oldest records of a shard, like the service after 24 hours.</summary>
    public void Trim(string shardId, int records)
    {
        lock (_gate) { _shards[shardId].Trimmed = Math.Max(_shards[shardId].Trimmed, Math.Min(records, _shards[shardId].Records.Count)); }
    }

    /// <summary>Removes a shard.</summary>
    public void Remove(string shardId)
    {
        lock (_gate)
        {
            _shards.Remove(shardId);
            _order.Remove(shardId);
        }
    }

    /// <summary>Expires every iterator that was returned.</summary>
    public void ExpireIterators()
    {
        lock (_gate) { _expired.UnionWith(_issued); }
    }

    /// <summary>Disables the stream: readers can read it to its end, and no shard follows.</summary>
    public void Disable()
    {
        lock (_gate)
        {
            _disabled = true;
            foreach (var shard in _shards.Values) { shard.IsClosed = true; }
        }
    }

    /// <summary>Refuses the next call of GetRecords. Several refusals apply in order.</summary>
    public void Refuse(DynamoDbStreamsException refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        lock (_gate) { _refusals.Enqueue(refusal); }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListStreamsAsync(string? table = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Note("ListStreams");
        IReadOnlyList<string> streams = table is null || table == _table ? [_arn] : [];
        return Task.FromResult(streams);
    }

    /// <inheritdoc/>
    public Task<StreamDescription> DescribeStreamAsync(string streamArn, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Note("DescribeStream");
        lock (_gate)
        {
            Known(streamArn);
            return Task.FromResult(new StreamDescription(
                _arn,
                _table,
                _disabled ? "DISABLED" : "ENABLED",
                "NEW_AND_OLD_IMAGES",
                [.. _order.Select(id => new StreamShard(id, _shards[id].ParentId, _shards[id].IsClosed))]));
        }
    }

    /// <inheritdoc/>
    public Task<string> GetShardIteratorAsync(
        string streamArn,
        string shardId,
        ShardPosition position,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Note($"GetShardIterator {shardId} {position.Kind}{(position.SequenceNumber is { } sequence ? $" {sequence}" : "")}");
        lock (_gate)
        {
            Known(streamArn);
            var shard = ShardOf(shardId);
            var index = position.Kind switch
            {
                ShardPosition.Place.TrimHorizon => shard.Trimmed,
                ShardPosition.Place.Latest => shard.Records.Count,
                _ =>
                    shard.Records.FindIndex(record => record.SequenceNumber == position.SequenceNumber) + (
                        position.Kind == ShardPosition.Place.AfterSequenceNumber ? 1 : 0),
            };
            if (index < shard.Trimmed)
            {
                throw new DynamoDbStreamsException(
                    DynamoDbStreamsException.TrimmedDataAccess,
                    $"Shard '{shardId}' was trimmed beyond the requested position.",
                    isTransient: false);
            }
            return Task.FromResult(Issue(shardId, index));
        }
    }

    /// <inheritdoc/>
    public Task<StreamRecordPage> GetRecordsAsync(
        string streamArn,
        string shardIterator,
        int limit,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentException.ThrowIfNullOrEmpty(shardIterator);
        var parts = shardIterator.Split('|');
        Note($"GetRecords {parts[0]}");
        lock (_gate)
        {
            Known(streamArn);
            if (_refusals.TryDequeue(out var refusal)) { throw refusal; }
            if (_expired.Contains(shardIterator))
            {
                throw new DynamoDbStreamsException(
                    DynamoDbStreamsException.ExpiredIterator,
                    "The iterator has expired.",
                    isTransient: false);
            }
            var shard = ShardOf(parts[0]);
            var index = int.Parse(parts[1], CultureInfo.InvariantCulture);
            if (index < shard.Trimmed)
            {
                throw new DynamoDbStreamsException(
                    DynamoDbStreamsException.TrimmedDataAccess,
                    $"Shard '{parts[0]}' was trimmed beyond the iterator.",
                    isTransient: false);
            }
            List<StreamRecord> page = [];
            for (var bytes = 0; index < shard.Records.Count && page.Count < limit && (
                page.Count == 0 || bytes + shard.Records[index].Json.Length <= MaxPageBytes); index++)
            {
                bytes += shard.Records[index].Json.Length;
                page.Add(shard.Records[index]);
            }
            return Task.FromResult(new StreamRecordPage(
                page,
                shard.IsClosed && index == shard.Records.Count ? null : Issue(parts[0], index)));
        }
    }

    // A separate number for each, so that an expired iterator is not returned again.
    string Issue(string shardId, int index)
    {
        var iterator = string.Create(CultureInfo.InvariantCulture, $"{shardId}|{index}|{_issued.Count}");
        _issued.Add(iterator);
        return iterator;
    }

    void Known(string streamArn)
    {
        if (streamArn != _arn)
        {
            throw new DynamoDbStreamsException(
                DynamoDbStreamsException.ResourceNotFound,
                $"Stream '{streamArn}' does not exist.",
                isTransient: false);
        }
    }

    Shard ShardOf(string shardId) =>
        _shards.TryGetValue(shardId, out var shard)
            ? shard
            : throw new DynamoDbStreamsException(
                DynamoDbStreamsException.ResourceNotFound,
                $"Shard '{shardId}' does not exist.",
                isTransient: false);

    void Note(string call)
    {
        lock (_gate) { _calls.Add(call); }
    }

    sealed class Shard(string? parentId)
    {
        internal string? ParentId => parentId;

        internal List<StreamRecord> Records { get; } = [];

        internal int Trimmed { get; set; }

        internal bool IsClosed { get; set; }
    }
}
