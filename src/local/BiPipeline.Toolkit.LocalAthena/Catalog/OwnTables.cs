using System.Collections.Concurrent;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>The tables that statements created, by their names in the catalog. Thread-safe.</summary>
sealed class OwnTables(IEnumerable<OwnTable> stored)
{
    readonly ConcurrentDictionary<(string Database, string Name), OwnTable> _tables = new(
        stored.Select(table => KeyValuePair.Create((table.Definition.Database, table.Definition.Name), table)));

    int _number = stored.Select(table => table.Definition.Number).DefaultIfEmpty().Max();

    internal IReadOnlyCollection<OwnTable> All => [.. _tables.Values.OrderBy(table => table.Definition.Number)];

    internal int NextNumber() => Interlocked.Increment(ref _number);

    /// <summary>Returns the table of an entry in the catalog; null if the entry is another's.</summary>
    internal OwnTable? Find(GlueTable entry) =>
        _tables.TryGetValue((entry.Database, entry.Name), out var table)
            && !entry.Definition.IsView
            && entry.Definition.Storage.Location == table.Definition.Location ? table : null;

    /// <summary>Keeps a table, in place of an older one of the name.</summary>
    internal void Keep(OwnTable table) => _tables[(table.Definition.Database, table.Definition.Name)] = table;

    internal void Remove(OwnTable table) => _tables.TryRemove((table.Definition.Database, table.Definition.Name), out _);

    internal bool HasLocation(string location) =>
        _tables.Values.Any(table => table.Definition.Location.TrimEnd('/') == location.TrimEnd('/'));
}
