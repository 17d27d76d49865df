using BiPipeline.Toolkit.AthenaSql.Catalog;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>A table that the query reads, with the name of its common table expression and the used columns.</summary>
sealed class TableScan(string name, CatalogTable table)
{
    readonly SortedSet<int> _used = [];

    internal string Name { get; } = name;

    internal CatalogTable Table { get; } = table;

    /// <summary>Indexes into the table's columns, with partition columns last; the hidden path has the index after the end.</summary>
    internal IReadOnlyCollection<int> Used => _used;

    internal int PathColumn => Table.Columns.Count;

    /// <summary>The index of the row's id, which only statements that change rows read.</summary>
    internal int RowColumn => Table.Columns.Count + 1;

    internal void Use(int column) => _used.Add(column);
}
