using BiPipeline.Toolkit.AthenaSql.Catalog;
using BiPipeline.Toolkit.AthenaSql.Target;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>A table that the query reads, with the name of its common table expression and the used columns.</summary>
sealed class TableScan(string name, CatalogTable table)
{
    readonly SortedSet<int> _used = [];
    readonly List<ScanReference> _references = [];

    internal string Name { get; } = name;

    internal CatalogTable Table { get; } = table;

    /// <summary>Indexes into the table's columns, with partition columns last; the hidden path has the index after the end.</summary>
    internal IReadOnlyCollection<int> Used => _used;

    internal int PathColumn => Table.Columns.Count;

    /// <summary>The index of the row's id, which only statements that change rows read.</summary>
    internal int RowColumn => Table.Columns.Count + 1;

    internal void Use(int column) => _used.Add(column);

    /// <summary>Adds a place that reads the table.</summary>
    internal ScanReference Refer()
    {
        _references.Add(new());
        return _references[^1];
    }

    /// <summary>
    /// The condition of the partitions that the query reads, over <see cref="ScanReference.NameOf"/>; null for all of them.
    /// </summary>
    internal DuckSql? Partitions => _references.Count > 0 && _references.TrueForAll(one => one.Condition is not null)
        ? DuckSql.Join(" OR ", _references.Select(one => one.Condition!))
        : null;
}
