using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit;

/// <summary>
/// The flattened records of a table: typed rows, child rows, the records' own bytes, and the records that can't be read.
/// </summary>
public sealed class RecordBatch
{
    // Smaller ones are bounded by their number.
    const int LargeRecordBytes = 16 * 1024;

    readonly List<(int Record, int Bytes)> _largeRecords = [];
    readonly List<UInt128> _digests = [];
    readonly FixedColumn<int> _records = (FixedColumn<int>)Column.Create(DataType.Int);

    /// <summary>Creates an empty batch of a schema's tables.</summary>
    internal RecordBatch(TableSchema schema)
    {
        Schema = schema;
        Table = schema.GetParentTable();
        Columns = new ColumnBatch(Table.Columns);
        Children = [.. schema.GetChildTables().Select(table => new ChildBatch(table))];
        ChildColumns = [.. Children.Select(child => child.Columns)];
    }

    /// <summary>The schema that the rows follow.</summary>
    public TableSchema Schema { get; }

    /// <summary>The table that the rows belong to.</summary>
    public LakeTable Table { get; }

    /// <summary>The rows, one per record, in input order.</summary>
    public ColumnBatch Columns { get; }

    /// <summary>The record of each row as its index in the input, counted from the last time the batch was cleared.</summary>
    public ReadOnlySpan<int> Records => _records.Values;

    /// <summary>The XxHash128 of each row's record as minified JSON: rows of one record have the same.</summary>
    internal ReadOnlySpan<UInt128> Digests => CollectionsMarshal.AsSpan(_digests);

    /// <summary>The child tables' rows, in the schema's order.</summary>
    public IReadOnlyList<ColumnBatch> ChildColumns { get; }

    /// <summary>Number of records kept as received: every well-formed one, or 0 when records are not kept.</summary>
    public int RawCount => Raw.Count;

    /// <summary>Number of records that can't be read.</summary>
    public int QuarantineCount => Quarantine.Count;

    /// <summary>Number of values in <c>_rescued</c>, including child rows.</summary>
    public long RescuedValues { get; internal set; }

    internal IReadOnlyList<ChildBatch> Children { get; }

    /// <summary>Every well-formed record as received, without white space outside strings; empty when records are not kept.</summary>
    internal RecordLines Raw { get; } = new();

    /// <summary>The records that can't be read, each with its reason.</summary>
    internal RecordLines Quarantine { get; } = new();

    /// <summary>Returns a record as received, without white space outside strings.</summary>
    /// <param name="index">The index, 0 to <see cref="RawCount"/> - 1.</param>
    public ReadOnlySpan<byte> RawLine(int index) => Raw.Line(index);

    /// <summary>Returns a record that can't be read, with its reason, as the JSON of a quarantine line.</summary>
    /// <param name="index">The index, 0 to <see cref="QuarantineCount"/> - 1.</param>
    public ReadOnlySpan<byte> QuarantineLine(int index) => Quarantine.Line(index);

    /// <summary>The records of 16 KiB and more, with their bytes as minified JSON: rows are buffered by bytes too.</summary>
    internal IReadOnlyList<(int Record, int Bytes)> LargeRecords => _largeRecords;

    /// <summary>Makes the row of a record from the values that were appended since the last row.</summary>
    internal void EndRow(int record, int bytes = 0, UInt128 digest = default)
    {
        Columns.EndRow();
        _records.Append(record);
        _digests.Add(digest);
        if (bytes >= LargeRecordBytes) { _largeRecords.Add((record, bytes)); }
    }

    /// <summary>Returns the current size of the batch.</summary>
    internal BatchCheckpoint Checkpoint() =>
        new(Columns.RowCount, [.. Children.Select(child => child.Columns.RowCount)], Raw.Count, Quarantine.Count, RescuedValues);

    /// <summary>Removes everything that was added after a checkpoint.</summary>
    internal void RollBackTo(BatchCheckpoint checkpoint)
    {
        Columns.Truncate(checkpoint.Rows);
        _records.Truncate(checkpoint.Rows);
        CollectionsMarshal.SetCount(_digests, checkpoint.Rows);
        for (var i = 0; i < Children.Count; i++) { Children[i].Truncate(checkpoint.ChildRows[i]); }
        Raw.Truncate(checkpoint.Raw);
        Quarantine.Truncate(checkpoint.Quarantine);
        RescuedValues = checkpoint.RescuedValues;
        var records = _records.Values;
        var last = records.IsEmpty ? -1 : records[^1];
        _largeRecords.RemoveAll(large => large.Record > last);
    }

    /// <summary>Removes an unfinished row.</summary>
    internal void DiscardOpenRow()
    {
        Columns.Truncate(Columns.RowCount);
        foreach (var child in Children) { child.Truncate(child.Columns.RowCount); }
    }

    /// <summary>Removes everything and keeps the memory for reuse.</summary>
    internal void Clear()
    {
        Columns.Truncate(0);
        _records.Truncate(0);
        _digests.Clear();
        foreach (var child in Children) { child.Truncate(0); }
        Raw.Truncate(0);
        Quarantine.Truncate(0);
        _largeRecords.Clear();
        RescuedValues = 0;
    }
}
