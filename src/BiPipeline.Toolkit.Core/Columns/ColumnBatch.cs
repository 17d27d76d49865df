namespace BiPipeline.Toolkit;

/// <summary>
/// Rows as columns, in the order of a table's <see cref="LakeTable.Columns"/>. Append rows with <see cref="GetBuilder"/> and
/// <see cref="CompleteRow"/>. Reuse the batch after <see cref="Truncate"/>.
/// </summary>
public sealed class ColumnBatch
{
    readonly Column[] _columns;

    /// <summary>Creates an empty batch of these columns.</summary>
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

    /// <summary>Number of complete rows.</summary>
    public int RowCount { get; private set; }

    /// <summary>Number of bytes of data in all columns, without spare capacity.</summary>
    public long ByteSize
    {
        get
        {
            var size = 0L;
            foreach (var column in _columns) { size += column.ByteSize; }
            return size;
        }
    }

    /// <summary>The column with a name.</summary>
    /// <exception cref="ArgumentException">The batch has no such column.</exception>
    public Column this[string name]
    {
        get
        {
            for (var i = 0; i < _columns.Length; i++)
            {
                if (Specs[i].Name == name) { return _columns[i]; }
            }
            throw new ArgumentException(
                $"Column '{name}' does not exist; expected one of {string.Join(", ", Specs.Select(spec => spec.Name))}.",
                nameof(name));
        }
    }

    /// <summary>Returns a builder, which appends to a column. One builder per column is enough for all rows.</summary>
    /// <exception cref="ArgumentException">The batch has no such column.</exception>
    public ColumnBuilder GetBuilder(string name) => new(name, this[name]);

    /// <summary>Makes a row of the values that were appended since the last row.</summary>
    /// <exception cref="InvalidOperationException">
    /// A column has no value or more than one, or an open list, map or struct. The message names every such column. Append the missing
    /// values, or remove the row with <see cref="Truncate"/> and <see cref="RowCount"/>.
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

    /// <summary>Makes a row of the values that were appended since the last row; a column without a value is NULL.</summary>
    internal void EndRow()
    {
        var rows = RowCount + 1;
        foreach (var column in _columns)
        {
            if (column.Count < rows) { column.AppendNull(); }
        }
        RowCount = rows;
    }

    /// <summary>Makes rows of the values that were appended to every column since the last row.</summary>
    /// <exception cref="InvalidOperationException">A column has another number of values.</exception>
    internal void EndRows(int rows)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            if (_columns[i].Count != RowCount + rows)
            {
                throw new InvalidOperationException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Column '{Specs[i].Name}' has {_columns[i].Count - RowCount} new values; expected {rows}."));
            }
        }
        RowCount += rows;
    }

    /// <summary>Keeps the first rows and removes the rest, including an unfinished row. Keeps the memory for reuse.</summary>
    /// <param name="rows">0 to <see cref="RowCount"/>.</param>
    public void Truncate(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, RowCount);
        RowCount = rows;
        foreach (var column in _columns) { column.Truncate(Math.Min(column.Count, rows)); }
    }

    /// <summary>Appends rows of another batch with the same columns.</summary>
    /// <param name="source">The other batch.</param>
    /// <param name="rows">Row indexes in <paramref name="source"/>, ascending. Consecutive rows are copied together.</param>
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
