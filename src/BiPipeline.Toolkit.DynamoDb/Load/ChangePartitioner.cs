namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// Divides changes into partitions that run in parallel. The changes of one item are in one partition, in order, and all partitions
/// progress at about the same speed.
/// </summary>
static class ChangePartitioner
{
    internal static List<List<int>> Partition(
        IReadOnlyList<ItemChange> changes,
        IReadOnlyList<int> indexes,
        IReadOnlyList<string> keyAttributes,
        int count)
    {
        List<List<int>> partitions = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        Dictionary<string, int> partitionOfKey = new(StringComparer.Ordinal);
        foreach (var index in indexes)
        {
            var key = ItemKey.Text(changes[index].Key, keyAttributes);
            if (!partitionOfKey.TryGetValue(key, out var partition))
            {
                partition = partitionOfKey.Count % count;
                partitionOfKey.Add(key, partition);
            }
            partitions[partition].Add(index);
        }
        return partitions;
    }
}
