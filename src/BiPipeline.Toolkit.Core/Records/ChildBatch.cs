namespace BiPipeline.Toolkit;

/// <summary>The rows of a child table: one per element of the parents' lists.</summary>
sealed class ChildBatch
{
    readonly FixedColumn<int> _parents = (FixedColumn<int>)Column.Create(DataType.Int);

    /// <summary>Creates an empty batch of a child table.</summary>
    public ChildBatch(LakeTable table)
    {
        Table = table;
        Columns = new ColumnBatch(table.Columns);
    }

    /// <summary>The child table.</summary>
    public LakeTable Table { get; }

    /// <summary>The rows.</summary>
    public ColumnBatch Columns { get; }

    /// <summary>The parent of each row as a row of <see cref="RecordBatch.Columns"/>, ascending.</summary>
    public ReadOnlySpan<int> ParentRows => _parents.Values;

    /// <summary>Makes a row of this parent from the values that were appended since the last row.</summary>
    public void EndRow(int parent)
    {
        Columns.EndRow();
        _parents.Append(parent);
    }

    /// <summary>Keeps the first rows and removes an unfinished one.</summary>
    public void Truncate(int rows)
    {
        Columns.Truncate(rows);
        _parents.Truncate(rows);
    }
}
