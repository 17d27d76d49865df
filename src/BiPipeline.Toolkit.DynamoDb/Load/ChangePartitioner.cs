namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// Changes in partitions that run at the same time: those of one item in one partition, in their order, and every partition about as far in
/// the script as the others.
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
