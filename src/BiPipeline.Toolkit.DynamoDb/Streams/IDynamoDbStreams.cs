namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// The operations for reading change streams. <see cref="DynamoDbStreamsClient"/> is the service, and <see cref="InMemoryStream"/> a stream
/// for tests. Failures are <see cref="DynamoDbStreamsException"/>.
/// </summary>
public interface IDynamoDbStreams
{
    /// <summary>Returns the ARNs of the streams that still have records, of one table or of all.</summary>
    /// <param name="table">The table's name. Default (null): all tables of the account and region.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<string>> ListStreamsAsync(string? table = null, CancellationToken cancellationToken = default);

    /// <summary>Returns a stream with all its shards.</summary>
    Task<StreamDescription> DescribeStreamAsync(string streamArn, CancellationToken cancellationToken = default);

    /// <summary>Returns an iterator, which is valid for 15 minutes.</summary>
    Task<string> GetShardIteratorAsync(
        string streamArn,
        string shardId,
        ShardPosition position,
        CancellationToken cancellationToken = default);

    /// <summary>Returns the next records of a shard, oldest first. An empty page is not the shard's end.</summary>
    /// <param name="streamArn">The stream. Each record names it as its source.</param>
    /// <param name="shardIterator">The position.</param>
    /// <param name="limit">Largest number of records, 1 to 1,000; the service also stops at 1 MB.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<StreamRecordPage> GetRecordsAsync(
        string streamArn,
        string shardIterator,
        int limit,
        CancellationToken cancellationToken = default);
}
