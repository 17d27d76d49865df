namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>Which shards may be read: an item's later changes are in a child, so a parent is finished before its child is begun.</summary>
static class ShardLineage
{
    /// <summary>The shards that are not done and whose parent is done or gone, in the stream's order.</summary>
    internal static IEnumerable<StreamShard> Readable(IReadOnlyList<StreamShard> shards, Func<string, bool> isFinished)
    {
        var known = shards.Select(shard => shard.Id).ToHashSet(StringComparer.Ordinal);
        return shards.Where(shard => !isFinished(shard.Id) && (
            shard.ParentId is not { } parent || !known.Contains(parent) || isFinished(parent)));
    }
}
