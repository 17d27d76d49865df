namespace BiPipeline.Toolkit;

/// <summary>
/// Which columns got no value: a path with a slip of the pen is NULL in every row, and nothing else shows it. Only columns that are still
/// empty are looked at, so that it costs nothing once all have had a value.
/// </summary>
sealed class ColumnUse
{
    readonly IReadOnlyList<TableSchema> _schemas;
    readonly Dictionary<string, (List<string> Empty, long Rows)> _tables = new(StringComparer.Ordinal);

    internal ColumnUse(IReadOnlyList<TableSchema> schemas)
    {
        _schemas = schemas;
        foreach (var (table, columns) in schemas.SelectMany(Tables)) { _tables[table] = ([.. columns.Select(column => column.Name)], 0); }
    }

    /// <summary>The columns without a value, as <c>table.column</c>, of tables with rows.</summary>
    internal IReadOnlyList<string> Empty => [.. _schemas.SelectMany(Tables)
        .Where(table => _tables[table.Table].Rows > 0)
        .SelectMany(table => _tables[table.Table].Empty.Select(column => $"{table.Table}.{column}"))];

    internal void Add(IReadOnlyList<RecordBatch> batches)
    {
        foreach (var batch in batches)
        {
            Add(batch.Schema.Table, batch.Columns);
            foreach (var child in batch.Children) { Add(child.Table.Name, child.Columns); }
        }
    }

    static IEnumerable<(string Table, IReadOnlyList<SchemaColumn> Columns)> Tables(TableSchema schema) =>
        [(schema.Table, schema.Columns), .. schema.Children.Select(child => (child.Table, child.Columns))];

    void Add(string name, ColumnBatch rows)
    {
        if (rows.RowCount == 0) { return; }
        var (empty, before) = _tables[name];
        _tables[name] = (empty, before + rows.RowCount);
        if (empty.Count > 0) { empty.RemoveAll(column => rows[column].NullCount < rows.RowCount); }
    }
}
