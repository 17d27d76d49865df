namespace BiPipeline.Toolkit;

/// <summary>
/// Rows held as columns, in the order of a table's <see cref="LakeTable.Columns"/>. Own rows are appended by <see cref="GetBuilder"/> and
/// <see cref="CompleteRow"/>. Reused after <see cref="Truncate"/>.
/// </summary>
public sealed class ColumnBatch
{
    readonly Column[] _columns;

    /// <summary>An empty batch of these columns.</summary>
    public ColumnBatch(IReadOnlyList<ColumnSpec> specs)
    {
        ArgumentNullException.ThrowIfNull(specs);
        Specs = specs;
        _columns = [.. specs.Select(spec => Column.Create(spec.Type))];
    }

    /// <summary>Names and types, in order.</summary>
    public IReadOnlyList<ColumnSpec> Specs { get; }

    /// <summary>The columns, in the order of <see cref="Specs"/>.</summary>
    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>Complete rows so far.</summary>
    public int RowCount { get; private set; }

    /// <summary>Bytes of data held in all columns, spare capacity not counted.</summary>
    public long ByteSize
    {
        get
        {
            var size = 0L;
            foreach (var column in _columns) { size += column.ByteSize; }
            return size;
        }
    }

    /// <summary>The column of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Column this[string name]
    {
        get
        {
            for (var i = 0; i < _columns.Length; i++)
            {
                if (Specs[i].Name == name) { return _columns[i]; }
            }
            throw new ArgumentException(
                $"There is no column '{name}' among {string.Join(", ", Specs.Select(spec => spec.Name))}.",
                nameof(name));
        }
    }

    /// <summary>What appends to a column. One builder a column is enough for all rows.</summary>
    /// <exception cref="ArgumentException">There is no column of that name.</exception>
    public ColumnBuilder GetBuilder(string name) => new(name, this[name]);

    /// <summary>Makes what was appended to the columns since the last row a row.</summary>
    /// <exception cref="InvalidOperationException">
    /// A column has no value or more than one, or a list, map or struct that was not closed; every such column is named. What is missing
    /// can be
    /// appended still; <see cref="Truncate"/> with <see cref="RowCount"/> forgets the row.
    /// </exception>
    public void CompleteRow()
    {
        var problems = _columns
            .Select((column, i) => ColumnThrow.ProblemOfCount(Specs[i].Name, column, RowCount + 1))
            .OfType<string>()
            .ToList();
        if (problems.Count > 0)
        {
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"Row {RowCount + 1:N0} is not complete: {string.Join(' ', problems)}"));
        }
        RowCount++;
    }

    /// <summary>Makes what was appended to the columns since the last row a row; columns that got nothing are NULL.</summary>
    internal void EndRow()
    {
        var rows = RowCount + 1;
        foreach (var column in _columns)
        {
            if (column.Count < rows) { column.AppendNull(); }
        }
        RowCount = rows;
    }

    /// <summary>Keeps the first rows; whatever follows, an unfinished row included, is forgotten. The memory is kept for reuse.</summary>
    /// <param name="rows">0 to <see cref="RowCount"/>.</param>
    public void Truncate(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, RowCount);
        RowCount = rows;
        foreach (var column in _columns) { column.Truncate(Math.Min(column.Count, rows)); }
    }

    /// <summary>Appends rows of another batch with the same columns.</summary>
    /// <param name="source">The other batch.</param>
    /// <param name="rows">Row indexes in <paramref name="source"/>, ascending; runs of neighbours are copied whole.</param>
    internal void AppendRows(ColumnBatch source, ReadOnlySpan<int> rows)
    {
        ArgumentNullException.ThrowIfNull(source);
        var start = 0;
        while (start < rows.Length)
        {
            var end = start + 1;
            while (end < rows.Length && rows[end] == rows[end - 1] + 1) { end++; }
            for (var i = 0; i < _columns.Length; i++) { _columns[i].AppendRun(source._columns[i], rows[start], end - start); }
            start = end;
        }
        RowCount += rows.Length;
    }
}
