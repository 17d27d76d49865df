namespace BiPipeline.Toolkit.DynamoDb.Tests.Pump;

/// <summary>A stream whose description is throttled the first few times: the service allows ten such calls per second.</summary>
sealed class ThrottledDescription(IDynamoDbStreams inner, int times) : IDynamoDbStreams
{
    int _left = times;

    public Task<IReadOnlyList<string>> ListStreamsAsync(string? table = null, CancellationToken cancellationToken = default) => inner.ListStreamsAsync(table, cancellationToken);

    public Task<StreamDescription> DescribeStreamAsync(string streamArn, CancellationToken cancellationToken = default) =>
        Interlocked.Decrement(ref _left) >= 0 ? throw new DynamoDbStreamsException(DynamoDbStreamsException.LimitExceeded, "busy", isTransient: true) : inner.DescribeStreamAsync(streamArn, cancellationToken);

    public Task<string> GetShardIteratorAsync(string streamArn, string shardId, ShardPosition position, CancellationToken cancellationToken = default) =>
        inner.GetShardIteratorAsync(streamArn, shardId, position, cancellationToken);

    public Task<StreamRecordPage> GetRecordsAsync(string streamArn, string shardIterator, int limit, CancellationToken cancellationToken = default) =>
        inner.GetRecordsAsync(streamArn, shardIterator, limit, cancellationToken);
}
