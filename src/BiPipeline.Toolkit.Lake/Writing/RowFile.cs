namespace BiPipeline.Toolkit.Lake;

/// <summary>A partition's rows on their way into one object of a lake format.</summary>
sealed class RowFile : IOpenFile
{
    readonly LakeTable _table;
    readonly string _schemaHash;
    readonly LakeWriterOptions _options;
    readonly SpillBuffer _buffer;
    readonly ILakeFileWriter _writer;
    readonly LakeKey _key;
    readonly RecordRanges _records = new();
    ColumnBatch _rows;
    bool _finished;

    internal RowFile(LakeTable table, string partition, string schemaHash, ILakeFormat format, LakeWriterOptions options)
    {
        (_table, _schemaHash, _options) = (table, schemaHash, options);
        _rows = new ColumnBatch(table.Columns);
        _buffer = new SpillBuffer(options.MemoryBytes);
        _writer = format.Open(table.Columns, _buffer);
        _key = new LakeKey(LakeZone.Processed, table.Name, partition, format.Extension, schemaHash, format.Fingerprint);
    }

    /// <summary>Column bytes that wait for their row group to close.</summary>
    internal long BufferedBytes { get; private set; }

    public bool IsFull => _writer.BytesWritten >= _options.ObjectBytes;

    public long LastBlock { get; set; }

    /// <summary>Adds rows of a batch.</summary>
    /// <param name="source">The batch.</param>
    /// <param name="rows">The rows, ascending.</param>
    /// <param name="recordOfRow">The record of each row of the batch, counted from the batch's first.</param>
    /// <param name="firstRecord">The batch's first record, counted from the writer's.</param>
    internal void Append(ColumnBatch source, ReadOnlySpan<int> rows, ReadOnlySpan<int> recordOfRow, long firstRecord)
    {
        var eventIds = (BytesColumn)source[EnvelopeColumns.EventId];
        var sequences = (BytesColumn)source[EnvelopeColumns.Sequence];
        foreach (var row in rows)
        {
            _key.Add(eventIds[row], sequences[row]);
            _records.Add(firstRecord + recordOfRow[row]);
        }
        while (!rows.IsEmpty)
        {
            var taken = rows[..Math.Min(rows.Length, _options.RowGroupRows - _rows.RowCount)];
            _rows.AppendRows(source, taken);
            rows = rows[taken.Length..];
            if (_rows.RowCount == _options.RowGroupRows) { CloseRowGroup(); }
        }
        BufferedBytes = _rows.ByteSize;
    }

    internal void CloseRowGroup()
    {
        _writer.WriteRowGroup(_rows);
        _rows.Truncate(0);
        BufferedBytes = 0;
    }

    /// <summary>Gives the memory of closed row groups back.</summary>
    internal void Trim() => _rows = new ColumnBatch(_table.Columns);

    public PendingObject Finish()
    {
        CloseRowGroup();
        _writer.Complete(
        [
            new("bipipeline.table", _table.Name),
            new("bipipeline.schema_sha256", _schemaHash),
            new("bipipeline.first_sequence", _key.FirstSequence),
            new("bipipeline.last_sequence", _key.LastSequence),
        ]);
        _finished = true;
        return new(LakeZone.Processed, _table.Name, _key.Finish(), _key.Rows, _buffer, _records);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _key.Dispose();
        if (!_finished) { _buffer.Dispose(); }
    }
}
