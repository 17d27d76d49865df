using System.Collections.Concurrent;
using BiPipeline.Toolkit.DynamoDb;

namespace OrdersPipeline.Tests.EndToEnd;

/// <summary>Asks the service for each page of records once: the stand-in takes four seconds for a thousand records, and every test reads the same ones.</summary>
sealed class RememberedStreams(DynamoDbStreamsClient client) : IDynamoDbStreams, IDisposable
{
    readonly ConcurrentDictionary<(string Shard, ShardPosition Position), string> _iterators = new();
    readonly ConcurrentDictionary<string, StreamRecordPage> _pages = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<string>> ListStreamsAsync(string? table = null, CancellationToken cancellationToken = default) => client.ListStreamsAsync(table, cancellationToken);

    public Task<StreamDescription> DescribeStreamAsync(string streamArn, CancellationToken cancellationToken = default) => client.DescribeStreamAsync(streamArn, cancellationToken);

    public async Task<string> GetShardIteratorAsync(string streamArn, string shardId, ShardPosition position, CancellationToken cancellationToken = default)
    {
        if (_iterators.TryGetValue((shardId, position), out var known)) { return known; }
        return _iterators[(shardId, position)] = await client.GetShardIteratorAsync(streamArn, shardId, position, cancellationToken);
    }

    public async Task<StreamRecordPage> GetRecordsAsync(string streamArn, string shardIterator, int limit, CancellationToken cancellationToken = default)
    {
        if (_pages.TryGetValue(shardIterator, out var known)) { return known; }
        var page = await client.GetRecordsAsync(streamArn, shardIterator, limit, cancellationToken);
        if (page.Records.Count > 0) { _pages[shardIterator] = page; }
        return page;
    }

    public void Dispose() => client.Dispose();
}
