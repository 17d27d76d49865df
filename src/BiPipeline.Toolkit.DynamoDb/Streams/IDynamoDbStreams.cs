namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// What reading change streams needs of DynamoDB: <see cref="DynamoDbStreamsClient"/> asks the service, <see cref="InMemoryStream"/> is a
/// script for tests. Failures are <see cref="DynamoDbStreamsException"/>.
/// </summary>
public interface IDynamoDbStreams
{
    /// <summary>The ARNs of the streams that still hold records, of one table or of all.</summary>
    /// <param name="table">The table's name. Default (null): all tables of the account and region.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<string>> ListStreamsAsync(string? table = null, CancellationToken cancellationToken = default);

    /// <summary>A stream with all its shards.</summary>
    Task<StreamDescription> DescribeStreamAsync(string streamArn, CancellationToken cancellationToken = default);

    /// <summary>An iterator, good for 15 minutes.</summary>
    Task<string> GetShardIteratorAsync(
        string streamArn,
        string shardId,
        ShardPosition position,
        CancellationToken cancellationToken = default);

    /// <summary>The next records of a shard, oldest first; an empty page is not the shard's end.</summary>
    /// <param name="streamArn">The stream, which each record then names as its source.</param>
    /// <param name="shardIterator">Where to read.</param>
    /// <param name="limit">Records at most, 1 to 1,000; the service also stops at 1 MB.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<StreamRecordPage> GetRecordsAsync(
        string streamArn,
        string shardIterator,
        int limit,
        CancellationToken cancellationToken = default);
}
