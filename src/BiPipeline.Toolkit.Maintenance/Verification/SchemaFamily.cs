namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A schema and its versions in a lake.</summary>
/// <param name="given">The schema that the caller named.</param>
/// <param name="versions">The schemas of the lake with the same table.</param>
sealed class SchemaFamily(TableSchema given, IEnumerable<TableSchema> versions)
{
    readonly Dictionary<string, TableSchema> _byHash = versions.Append(given)
        .GroupBy(schema => schema.ComputeHash(), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    /// <summary>The schema that the caller named.</summary>
    internal TableSchema Given { get; } = given;

    /// <summary>The hashes of all versions, the newest version first.</summary>
    internal IReadOnlyList<string> Hashes => field ??=
        [.. _byHash.OrderByDescending(item => item.Value.Version).ThenBy(item => item.Key, StringComparer.Ordinal)
            .Select(item => item.Key)];

    /// <summary>The names of the parent table and of the children of every version.</summary>
    internal IReadOnlyList<string> Tables => field ??= [.. _byHash.Values
        .SelectMany(schema => schema.GetTables())
        .Select(table => table.Name)
        .Distinct(StringComparer.Ordinal)];

    /// <summary>All versions.</summary>
    internal IEnumerable<TableSchema> Versions => _byHash.Values;

    /// <summary>Returns the version with a hash; null for none.</summary>
    internal TableSchema? Find(string hash) => _byHash.GetValueOrDefault(hash);
}
