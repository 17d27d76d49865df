namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>Finds the readable shards. A child has an item's later changes, so its parent must be completed first.</summary>
static class ShardLineage
{
    /// <summary>Returns the open shards whose parent is completed or removed, in the stream's order.</summary>
    internal static IEnumerable<StreamShard> Readable(IReadOnlyList<StreamShard> shards, Func<string, bool> isFinished)
    {
        var known = shards.Select(shard => shard.Id).ToHashSet(StringComparer.Ordinal);
        return shards.Where(shard => !isFinished(shard.Id) && (
            shard.ParentId is not { } parent || !known.Contains(parent) || isFinished(parent)));
    }
}
