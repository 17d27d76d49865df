namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The schemas of a verification with their versions in the lake, in the caller's order.</summary>
sealed class SchemaFamilies
{
    readonly Dictionary<string, int> _byTable = new(StringComparer.Ordinal);

    internal SchemaFamilies(IReadOnlyList<TableSchema> given, IEnumerable<TableSchema> inLake)
    {
        var versions = inLake.ToLookup(schema => schema.Table, StringComparer.Ordinal);
        All = [.. given.Select(schema => new SchemaFamily(schema, versions[schema.Table]))];
        for (var i = 0; i < All.Count; i++)
        {
            foreach (var table in All[i].Tables) { _byTable.TryAdd(table, i); }
        }
        OtherTables = versions.Where(group => !_byTable.ContainsKey(group.Key))
            .SelectMany(group => group.SelectMany(schema => schema.GetTables()).Select(table => table.Name))
            .ToHashSet(StringComparer.Ordinal);
    }

    internal IReadOnlyList<SchemaFamily> All { get; }

    /// <summary>Tables that the lake has and the caller did not name.</summary>
    internal IReadOnlySet<string> OtherTables { get; }

    internal SchemaFamily this[int index] => All[index];

    /// <summary>Returns the family of a parent or child table; null when the caller did not name it.</summary>
    internal int? Find(string table) => _byTable.TryGetValue(table, out var index) ? index : null;
}
