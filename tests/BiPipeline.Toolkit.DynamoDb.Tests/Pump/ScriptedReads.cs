namespace BiPipeline.Toolkit.DynamoDb.Tests.Pump;

/// <summary>A stream with an action before its first, second, … read.</summary>
sealed class ScriptedReads(IDynamoDbStreams inner, params Action[] before) : IDynamoDbStreams
{
    int _reads;

    public Task<IReadOnlyList<string>> ListStreamsAsync(string? table = null, CancellationToken cancellationToken = default) => inner.ListStreamsAsync(table, cancellationToken);

    public Task<StreamDescription> DescribeStreamAsync(string streamArn, CancellationToken cancellationToken = default) => inner.DescribeStreamAsync(streamArn, cancellationToken);

    public Task<string> GetShardIteratorAsync(string streamArn, string shardId, ShardPosition position, CancellationToken cancellationToken = default) =>
        inner.GetShardIteratorAsync(streamArn, shardId, position, cancellationToken);

    public Task<StreamRecordPage> GetRecordsAsync(string streamArn, string shardIterator, int limit, CancellationToken cancellationToken = default)
    {
        var read = Interlocked.Increment(ref _reads) - 1;
        if (read < before.Length) { before[read](); }
        return inner.GetRecordsAsync(streamArn, shardIterator, limit, cancellationToken);
    }
}
