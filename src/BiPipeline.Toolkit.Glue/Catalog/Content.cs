namespace BiPipeline.Toolkit.Glue;

/// <summary>
/// Compares the collections of the catalog's records by content. The order of a map's members does not matter; that of a list's elements
/// does.
/// </summary>
static class Content
{
    internal static bool Same<T>(IReadOnlyList<T> left, IReadOnlyList<T> right) => left.SequenceEqual(right);

    internal static bool Same(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && value == pair.Value);

    internal static bool Same(IReadOnlyDictionary<string, JsonElement> left, IReadOnlyDictionary<string, JsonElement> right) =>
        left.Count == right.Count
        && left.All(pair => right.TryGetValue(pair.Key, out var value) && JsonElement.DeepEquals(value, pair.Value));

    internal static int Hash<T>(IReadOnlyList<T> items)
    {
        var hash = new HashCode();
        foreach (var item in items) { hash.Add(item); }
        return hash.ToHashCode();
    }

    internal static int Hash(IReadOnlyDictionary<string, string> map) =>
        map.Aggregate(map.Count, (hash, pair) => hash ^ HashCode.Combine(pair.Key, pair.Value));
}
