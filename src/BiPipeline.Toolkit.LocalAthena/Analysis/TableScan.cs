using BiPipeline.Toolkit.LocalAthena.Catalog;

namespace BiPipeline.Toolkit.LocalAthena.Analysis;

/// <summary>A table that the query reads, under the name of a common table expression, and which of its columns.</summary>
sealed class TableScan(string name, LakeTableDefinition table)
{
    readonly SortedSet<int> _used = [];

    internal string Name { get; } = name;

    internal LakeTableDefinition Table { get; } = table;

    /// <summary>Indexes into the table's columns, partition columns after the others; the hidden path is one past the end.</summary>
    internal IReadOnlyCollection<int> Used => _used;

    internal int PathColumn => Table.Columns.Count;

    internal void Use(int column) => _used.Add(column);
}
