namespace BiPipeline.Toolkit.Lake;

/// <summary>An object of a lake format with a partition's rows, while it is being filled.</summary>
sealed class RowFile : IOpenFile
{
    static readonly KeyValuePair<string, string>[] Rewritten = [new("bipipeline.rewrite", "1")];

    readonly LakeTable _table;
    readonly string _schemaHash;
    readonly string _fingerprint;
    readonly LakeWriterOptions _options;
    readonly Stack<ColumnBatch> _idle;
    readonly bool _isRewritten;
    readonly SpillBuffer _buffer;
    readonly ILakeFileWriter _writer;
    readonly KeyBuilder _key;
    readonly RecordRanges _records = new();
    ColumnBatch? _rows;
    bool _appended;
    bool _isFitted;
    bool _isFresh;
    bool _finished;

    /// <summary>Creates a file of a partition.</summary>
    /// <param name="table">The table.</param>
    /// <param name="partition">The partition's path.</param>
    /// <param name="idle">Empty batches of the table. Its partitions share them, because only few are filled at a time.</param>
    /// <param name="schemaHash">The schema's hash.</param>
    /// <param name="format">The file's format.</param>
    /// <param name="options">The sizes of row groups and objects.</param>
    /// <param name="isRewritten">
    /// Whether the rows are from other files: their name is over the rows' own digests, since those of the records are lost, and the footer
    /// says so. The rest of the file is what flattening writes for these rows.
    /// </param>
    internal RowFile(
        LakeTable table,
        string partition,
        Stack<ColumnBatch> idle,
        string schemaHash,
        ILakeFormat format,
        LakeWriterOptions options,
        bool isRewritten = false)
    {
        (_table, _idle, _schemaHash, _fingerprint, _options) = (table, idle, schemaHash, format.Fingerprint, options);
        _isRewritten = isRewritten;
        _buffer = new SpillBuffer(options.MemoryBytes);
        _writer = format.Open(table.Columns, _buffer);
        _key = new KeyBuilder(LakeZone.Processed, table.Name, partition, format.Extension, schemaHash, format.Fingerprint, isRewritten);
    }

    /// <summary>Number of column bytes in the open row group.</summary>
    internal long BufferedBytes { get; private set; }

    public bool IsFull => _writer.BytesWritten >= _options.ObjectBytes;

    public long LastBlock { get; set; }

    /// <summary>Adds rows of a batch.</summary>
    /// <param name="source">The batch.</param>
    /// <param name="rows">The rows, ascending.</param>
    /// <param name="digests">The digest of each row's record.</param>
    /// <param name="recordOfRow">The record of each row of the batch, counted from the batch's first.</param>
    /// <param name="firstRecord">The batch's first record, counted from the writer's.</param>
    internal void Append(
        ColumnBatch source, ReadOnlySpan<int> rows, ReadOnlySpan<UInt128> digests, ReadOnlySpan<int> recordOfRow, long firstRecord)
    {
        var eventIds = (BytesColumn)source[EnvelopeColumns.EventId];
        var sequences = (BytesColumn)source[EnvelopeColumns.Sequence];
        var last = -1;
        foreach (var row in rows)
        {
            var record = recordOfRow[row];
            if (record == last)
            {
                _key.AddRow();
                continue;
            }
            _key.Add(eventIds[row], sequences[row], digests[row]);
            _records.Add(firstRecord + record);
            last = record;
        }
        while (!rows.IsEmpty)
        {
            if (_rows is null)
            {
                _isFresh = !_idle.TryPop(out _rows);
                _rows ??= new ColumnBatch(_table.Columns);
            }
            var taken = rows[..Math.Min(rows.Length, _options.RowGroupRows - _rows.RowCount)];
            _rows.AppendRows(source, taken);
            rows = rows[taken.Length..];
            if (_rows.RowCount == _options.RowGroupRows) { CloseRowGroup(); }
        }
        BufferedBytes = _rows?.ByteSize ?? 0;
        _appended = true;
    }

    /// <summary>
    /// Releases spare memory when the partition got no rows since the last call: its batch has the size of a whole row group. A partition
    /// that starts, or gets rows again, reuses such a batch before its own becomes as large.
    /// </summary>
    internal void TrimExcess()
    {
        if (_rows is { } rows)
        {
            if (!_appended && !_isFitted)
            {
                MoveTo(new ColumnBatch(_table.Columns));
                _idle.Push(rows);
                _isFitted = true;
            }
            else if (_appended && (_isFitted || (_isFresh && rows.ByteSize < _options.RowGroupBytes / 4)) && _idle.TryPop(out var larger))
            {
                MoveTo(larger);
                (_isFitted, _isFresh) = (false, false);
            }
        }
        _appended = false;
    }

    void MoveTo(ColumnBatch other)
    {
        other.AppendRows(_rows!, [.. Enumerable.Range(0, _rows!.RowCount)]);
        _rows.Truncate(0);
        _rows = other;
    }

    internal void CloseRowGroup()
    {
        BufferedBytes = 0;
        if (_rows is not { } rows) { return; }
        _rows = null;
        _writer.WriteRowGroup(rows);
        // A trimmed batch is too small to keep.
        if (!_isFitted)
        {
            rows.Truncate(0);
            _idle.Push(rows);
        }
        _isFitted = false;
    }

    public PendingObject Finish()
    {
        CloseRowGroup();
        _writer.Complete(
        [
            new("bipipeline.table", _table.Name),
            new("bipipeline.schema_sha256", _schemaHash),
            new("bipipeline.format", _fingerprint),
            new("bipipeline.first_sequence", _key.FirstSequence),
            new("bipipeline.last_sequence", _key.LastSequence),
            .. _isRewritten ? Rewritten : [],
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
