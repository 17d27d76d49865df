namespace BiPipeline.Toolkit.Lake;

/// <summary>A partition's rows on their way into one object of a lake format.</summary>
sealed class RowFile : IDisposable
{
    readonly LakeTable _table;
    readonly string _schemaHash;
    readonly LakeWriterOptions _options;
    readonly ColumnBatch _rows;
    readonly SpillBuffer _buffer;
    readonly ILakeFileWriter _writer;
    readonly LakeKey _key;
    readonly List<int> _records = [];
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

    internal bool IsFull => _writer.BytesWritten >= _options.ObjectBytes;

    /// <summary>Adds rows of a batch.</summary>
    internal void Append(ColumnBatch source, ReadOnlySpan<int> rows, ReadOnlySpan<int> recordOfRow)
    {
        var eventIds = (BytesColumn)source[EnvelopeColumns.EventId];
        var sequences = (BytesColumn)source[EnvelopeColumns.Sequence];
        foreach (var row in rows)
        {
            _key.Add(eventIds[row], sequences[row].TrimStart((byte)'0'));
            var record = recordOfRow[row];
            if (_records.Count == 0 || _records[^1] != record) { _records.Add(record); }
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

    internal PendingObject Finish()
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
