namespace BiPipeline.Toolkit.Parquet;

/// <summary>A writer of one Parquet file.</summary>
sealed class ParquetFileWriter : ILakeFileWriter
{
    readonly ParquetFormat _format;
    readonly ParquetSchema _schema;
    readonly CountingOutput _output;
    FileMetadata? _records;
    bool _isComplete;
    bool _isBroken;

    internal ParquetFileWriter(ParquetFormat format, ParquetSchema schema, IBufferWriter<byte> output)
    {
        _format = format;
        _schema = schema;
        _output = new(output);
        _records = format.Records.Rent();
    }

    public long BytesWritten => _output.Written;

    static ReadOnlySpan<byte> Magic => "PAR1"u8;

    public void WriteRowGroup(ColumnBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var records = OpenRecords();
        RequireColumns(batch);
        if (batch.RowCount == 0) { return; }

        _isBroken = true;
        WriteMagicOnce();
        var group = new FileMetadata.RowGroupMetadata(batch.RowCount, _output.Written);
        if (_format.Threads == 1)
        {
            var writer = _format.Writers.Rent();
            writer.Write(_schema, batch, new(_format.Options, _output, records, batch.RowCount));
            _format.Writers.Return(writer);
        }
        else
        {
            var writer = _format.ParallelWriters.Rent();
            writer.Write(_format, _schema, batch, new(_format.Options, _output, records, batch.RowCount));
            _format.ParallelWriters.Return(writer);
        }
        records.Groups.Add(group);
        _isBroken = false;
    }

    public void Complete(IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var records = OpenRecords();
        _isBroken = true;
        WriteMagicOnce();
        records.WriteOffsetIndexes();
        var indexes = new Footer.IndexOffsets(_output.Written, _output.Written + records.ColumnIndexes.Length);
        _output.Write(records.ColumnIndexes.Written);
        _output.Write(records.OffsetIndexes.Written);

        // The indexes are in the file, so the footer can reuse their buffer.
        var footer = records.ColumnIndexes;
        footer.Clear();
        Footer.Write(records.ColumnIndexWriter, _schema, records, indexes, new(_format.Options.Codec, ParquetFormat.CreatedBy, metadata));
        var length = footer.Length;
        BinaryPrimitives.WriteInt32LittleEndian(footer.GetSpan(sizeof(int)), length);
        footer.Advance(sizeof(int));
        footer.Write(Magic);
        _output.Write(footer.Written);
        _isComplete = true;
        Dispose();
    }

    public void Dispose()
    {
        if (_records is not { } records) { return; }
        _records = null;

        // Does not reuse a writer after a failure.
        if (_isBroken && !_isComplete) { return; }
        records.Clear();
        _format.Records.Return(records);
    }

    FileMetadata OpenRecords()
    {
        if (_isComplete) { throw new InvalidOperationException("The Parquet file is complete; expected an open one. Open another file."); }
        if (_isBroken)
        {
            throw new InvalidOperationException("A write to this Parquet file failed. Dispose it and write the rows to a new file.");
        }
        ObjectDisposedException.ThrowIf(_records is null, this);
        return _records;
    }

    void WriteMagicOnce()
    {
        if (_output.Written == 0) { _output.Write(Magic); }
    }

    void RequireColumns(ColumnBatch batch)
    {
        var different = _schema.FirstDifference(batch.Specs);
        if (different < 0) { return; }
        var (wanted, given) = (_schema.Columns, batch.Specs);
        throw new ArgumentException(
            wanted.Count != given.Count
                ? $"The batch has {given.Count} columns; expected {wanted.Count}."
                : $"Column {different + 1} of the batch is {given[different].Name} {given[different].Type}; "
                    + $"expected {wanted[different].Name} {wanted[different].Type}.",
            nameof(batch));
    }
}
