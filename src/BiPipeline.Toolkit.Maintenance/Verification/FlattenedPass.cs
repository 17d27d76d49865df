using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// A flattener with one version of each schema, and the places of its rows. The versions of a family take turns, because the routes of a
/// record depend on all schemas together. One thread at a time.
/// </summary>
sealed class FlattenedPass
{
    readonly Family[] _families;
    readonly RowPlaces _places;

    /// <summary>Creates a pass.</summary>
    /// <param name="versions">The hash of each family's version.</param>
    /// <param name="families">The families.</param>
    /// <param name="options">The limits of flattening.</param>
    /// <param name="places">Numbers the places of rows.</param>
    internal FlattenedPass(IReadOnlyList<string> versions, SchemaFamilies families, FlattenOptions options, RowPlaces places)
    {
        TableSchema[] schemas = [.. versions.Select((hash, i) => families[i].Find(hash)!)];
        (Versions, _places) = (versions, places);
        Flattener = new(schemas, options);
        _families = [.. schemas.Select(schema => new Family(schema))];
    }

    internal RecordFlattener Flattener { get; }

    /// <summary>The hash of each family's version.</summary>
    internal IReadOnlyList<string> Versions { get; }

    /// <summary>Returns the partition of each row of a family's batch, as numbers for <see cref="PlaceOf"/>.</summary>
    internal ReadOnlySpan<int> Assign(int family) => _families[family].Partitions.Assign(Flattener.Batches[family].Columns);

    /// <summary>Returns the place of rows.</summary>
    /// <param name="family">The family.</param>
    /// <param name="table">0 for the parent, then the children.</param>
    /// <param name="group">The partition's number.</param>
    internal int PlaceOf(int family, int table, int group)
    {
        var known = _families[family].Places[table];
        while (known.Count <= group)
        {
            var schema = Flattener.Batches[family].Schema;
            var name = table == 0 ? schema.Table : schema.Children[table - 1].Table;
            known.Add(_places.NumberOf(new(name, family, Versions[family], _families[family].Partitions.Paths[known.Count])));
        }
        return known[group];
    }

    sealed class Family(TableSchema schema)
    {
        internal PartitionSpec Partitions { get; } = new(schema);

        internal List<int>[] Places { get; } = [.. Enumerable.Range(0, 1 + schema.Children.Count).Select(_ => new List<int>())];
    }
}
