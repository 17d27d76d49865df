namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>Changes in lanes that run at the same time: those of one item in one lane, in their order, and every lane about as far in the script as the others.</summary>
static class ChangeLanes
{
    internal static List<List<int>> Of(IReadOnlyList<ItemChange> changes, IReadOnlyList<int> indexes, IReadOnlyList<string> keyAttributes, int count)
    {
        List<List<int>> lanes = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        Dictionary<string, int> laneOfKey = new(StringComparer.Ordinal);
        foreach (var index in indexes)
        {
            var key = ItemKey.Text(changes[index].Key, keyAttributes);
            if (!laneOfKey.TryGetValue(key, out var lane))
            {
                lane = laneOfKey.Count % count;
                laneOfKey.Add(key, lane);
            }
            lanes[lane].Add(index);
        }
        return lanes;
    }
}
