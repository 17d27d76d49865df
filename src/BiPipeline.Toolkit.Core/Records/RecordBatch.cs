namespace BiPipeline.Toolkit;

/// <summary>What a table's records were flattened to: typed rows, child rows, the records' own bytes, and the records that can't be read.</summary>
public sealed class RecordBatch
{
    readonly FixedColumn<int> _records = (FixedColumn<int>)Column.Create(DataType.Int);

    /// <summary>An empty batch of a schema's tables.</summary>
    public RecordBatch(TableSchema schema)
    {
        Schema = schema;
        Table = schema.ParentTable;
        Columns = new ColumnBatch(Table.Columns);
        Children = [.. schema.ChildTables.Select(table => new ChildBatch(table))];
    }

    /// <summary>The schema that the rows follow.</summary>
    public TableSchema Schema { get; }

    /// <summary>The table that the rows belong to.</summary>
    public LakeTable Table { get; }

    /// <summary>The rows, one a record, in input order.</summary>
    public ColumnBatch Columns { get; }

    /// <summary>Each row's record as its index in the input, counted from when the batch was last cleared.</summary>
    public ReadOnlySpan<int> Records => _records.Values;

    /// <summary>The child tables' rows, in the schema's order.</summary>
    public IReadOnlyList<ChildBatch> Children { get; }

    /// <summary>Every well-formed record as received, white space outside strings removed; empty when records are not kept.</summary>
    public RecordLines Raw { get; } = new();

    /// <summary>The records that can't be read, each with its reason.</summary>
    public RecordLines Quarantine { get; } = new();

    /// <summary>Values in <c>_rescued</c>, child rows included.</summary>
    public long RescuedValues { get; set; }

    /// <summary>Makes what was appended to the columns since the last row the row of a record.</summary>
    public void EndRow(int record)
    {
        Columns.EndRow();
        _records.Append(record);
    }

    /// <summary>How far the batch is filled.</summary>
    public BatchMark Mark() => new(Columns.RowCount, [.. Children.Select(child => child.Columns.RowCount)], Raw.Count, Quarantine.Count, RescuedValues);

    /// <summary>Goes back to a mark: whatever came after it is forgotten.</summary>
    public void Return(BatchMark mark)
    {
        Columns.Truncate(mark.Rows);
        _records.Truncate(mark.Rows);
        for (var i = 0; i < Children.Count; i++) { Children[i].Truncate(mark.ChildRows[i]); }
        Raw.Truncate(mark.Raw);
        Quarantine.Truncate(mark.Quarantine);
        RescuedValues = mark.RescuedValues;
    }

    /// <summary>Forgets an unfinished row.</summary>
    public void DiscardOpenRow()
    {
        Columns.Truncate(Columns.RowCount);
        foreach (var child in Children) { child.Truncate(child.Columns.RowCount); }
    }

    /// <summary>Forgets everything; the memory is kept for reuse.</summary>
    public void Clear()
    {
        Columns.Truncate(0);
        _records.Truncate(0);
        foreach (var child in Children) { child.Truncate(0); }
        Raw.Truncate(0);
        Quarantine.Truncate(0);
        RescuedValues = 0;
    }
}
