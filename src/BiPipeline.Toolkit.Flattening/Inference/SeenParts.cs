namespace BiPipeline.Toolkit.Flattening;

/// <summary>Which parts of a schema met nothing in the records, such as a path with a typing error.</summary>
static class SeenParts
{
    /// <summary>Returns the columns that no record has a value for, as <c>table.column</c>.</summary>
    internal static IReadOnlyList<string> EmptyColumns(TableSchema schema, Observation seen) =>
    [
        .. schema.Columns
            .Where(column => !HasValue([seen.Item, seen.Keys], column.Path))
            .Select(column => $"{schema.Table}.{column.Name}"),
        .. schema.Children.SelectMany(child => child.Columns
            .Where(column => !HasValue(ElementsOf(child, seen), column.Path))
            .Select(column => $"{child.Table}.{column.Name}")),
    ];

    /// <summary>Returns the paths of policies that met no attribute.</summary>
    internal static IReadOnlyList<string> UnmetPolicies(TableSchema schema, Observation seen) =>
    [
        .. schema.Policies.Where(policy => !Places([seen.Item, seen.Keys], policy.Path).Any()).Select(policy => policy.Path.ToString()),
    ];

    static ObservedType[] ElementsOf(ChildSchema child, Observation seen) =>
        [.. Places([seen.Item], child.Path).Select(list => list.Element).OfType<ObservedType>()];

    static bool HasValue(ObservedType[] roots, AttributePath path) =>
        Places(roots, path).Any(place => place.Kinds != ValueKinds.None);

    // As policies do, goes through lists into their maps. A map with too many keys has none by name, so that any may be there.
    static IEnumerable<ObservedType> Places(ObservedType[] roots, AttributePath path)
    {
        IEnumerable<ObservedType> places = roots;
        foreach (var segment in path.Segments) { places = [.. places.SelectMany(place => MembersOf(place, segment))]; }
        return places;
    }

    static IEnumerable<ObservedType> MembersOf(ObservedType place, string name)
    {
        if (place.MapValue is { } value) { yield return value; }
        if (place.Find(name) is { } member) { yield return member; }
        if (place.Element is not { } element) { yield break; }
        foreach (var inner in MembersOf(element, name)) { yield return inner; }
    }
}
