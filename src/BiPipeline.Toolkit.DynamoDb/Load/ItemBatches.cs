namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// Divides items into groups for BatchWriteItem: at most 25, each key once (DynamoDB API reference). 25 items of 400 KB are less than its
/// 16 MB.
/// </summary>
static class ItemBatches
{
    const int MaxItems = 25;

    /// <summary>Returns groups in which an item follows earlier items with its key, so that the last one stays.</summary>
    internal static List<List<int>> Cut(IReadOnlyList<JsonElement> items, IReadOnlyList<int> indexes, IReadOnlyList<string> keyAttributes)
    {
        List<List<int>> batches = [];
        HashSet<string> keys = new(StringComparer.Ordinal);
        foreach (var index in indexes)
        {
            var key = ItemKey.Text(items[index], keyAttributes);
            if (batches.Count == 0 || batches[^1].Count == MaxItems || keys.Contains(key))
            {
                batches.Add([]);
                keys.Clear();
            }
            keys.Add(key);
            batches[^1].Add(index);
        }
        return batches;
    }
}
