namespace BiPipeline.Toolkit.Flattening;

/// <summary>The rows of a child table: one an element of the parents' lists.</summary>
public sealed class ChildBatch
{
    readonly FixedColumn<int> _parents = (FixedColumn<int>)Column.Create(DataType.Int);

    internal ChildBatch(LakeTable table)
    {
        Table = table;
        Columns = new ColumnBatch(table.Columns);
    }

    /// <summary>The child table.</summary>
    public LakeTable Table { get; }

    /// <summary>The rows.</summary>
    public ColumnBatch Columns { get; }

    /// <summary>Each row's parent as a row of <see cref="RecordBatch.Columns"/>, ascending.</summary>
    public ReadOnlySpan<int> ParentRows => _parents.Values;

    internal void EndRow(int parent)
    {
        Columns.EndRow();
        _parents.Append(parent);
    }

    internal void Truncate(int rows)
    {
        Columns.Truncate(rows);
        _parents.Truncate(rows);
    }
}
