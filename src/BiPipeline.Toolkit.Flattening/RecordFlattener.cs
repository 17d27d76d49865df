using System.Text.Unicode;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Turns DynamoDB change records into typed columns in one pass over their UTF-8 bytes. A flattener reuses its buffers: call
/// <see cref="Flatten"/> any number of times, read <see cref="Batches"/>, then call <see cref="Clear"/>. Not thread-safe.
/// </summary>
sealed class RecordFlattener
{
    static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    readonly TableReader[] _tables;
    readonly RecordRouter _router;
    readonly PolicyRewriter? _policies;
    readonly QuarantineWriter _quarantine = new();
    readonly ReusableBuffer _decoded = new();
    readonly ReusableBuffer _rewritten = new();
    readonly BytesColumn _identifiers = (BytesColumn)Column.Create(DataType.String);
    readonly bool _readsDirectly;

    /// <summary>Creates a flattener for one table.</summary>
    /// <exception cref="SchemaException">The schema breaks a rule.</exception>
    /// <exception cref="ToolkitOptionsException">An option is outside its range, or a policy hashes and the key is missing.</exception>
    public RecordFlattener(TableSchema schema, FlattenOptions? options = null)
        : this([schema], options)
    {
    }

    /// <summary>
    /// Creates a flattener for the tables of one or more streams. Each record goes to the schema that matches it
    /// (<see cref="TableSchema.Entity"/>).
    /// </summary>
    /// <exception cref="SchemaException">A schema breaks a rule, or two schemas have the same table name.</exception>
    /// <exception cref="ToolkitOptionsException">An option is outside its range, or a policy hashes and the key is missing.</exception>
    public RecordFlattener(IReadOnlyList<TableSchema> schemas, FlattenOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        ArgumentOutOfRangeException.ThrowIfZero(schemas.Count, nameof(schemas));
        options ??= new();
        options.Validate();
        _tables = [.. schemas.Select(schema => new TableReader(schema.Validated(), options))];
        _router = new RecordRouter(schemas);
        _policies = PolicyRewriter.For(schemas, options);
        _readsDirectly = _router.IsSingle && _policies is null;
        Batches = [.. _tables.Select(table => table.Batch)];
    }

    /// <summary>One batch per schema, in the order of the schemas.</summary>
    public IReadOnlyList<RecordBatch> Batches { get; }

    /// <summary>Number of records since the last <see cref="Clear"/>, including those in quarantine.</summary>
    public int RecordCount => _identifiers.Count;

    /// <summary>Number of bytes in all batches.</summary>
    public long ByteSize => Batches.Sum(SizeOf);

    /// <summary>
    /// Returns Lambda's identifier of a record: its sequence number, or that of its Kinesis record; empty if there is none.
    /// </summary>
    /// <param name="record">The record's index, 0 to <see cref="RecordCount"/> - 1.</param>
    public ReadOnlySpan<byte> Identifier(int record) => _identifiers[record];

    /// <summary>Detects the framing of a payload from its first bytes; skips a byte order mark.</summary>
    public static PayloadKind Detect(ReadOnlySpan<byte> payload) =>
        PayloadDetector.Detect(payload.StartsWith(ByteOrderMark) ? payload[ByteOrderMark.Length..] : payload);

    /// <summary>Removes all rows and keeps the memory.</summary>
    public void Clear()
    {
        foreach (var batch in Batches) { batch.Clear(); }
        _identifiers.Truncate(0);
    }

    /// <summary>Adds the records of a payload. A record that can't be read goes to quarantine; the others are not affected.</summary>
    /// <param name="payload">Uncompressed UTF-8 JSON; a byte order mark is skipped.</param>
    /// <param name="kind">The framing of its records.</param>
    /// <exception cref="PayloadException">
    /// The payload can't be divided into records, or the schema refuses its kind. None of its records were added.
    /// </exception>
    public void Flatten(ReadOnlySpan<byte> payload, PayloadKind kind = PayloadKind.Detect)
    {
        BatchCheckpoint[] checkpoints = [.. Batches.Select(batch => batch.Checkpoint())];
        var records = RecordCount;
        try
        {
            if (payload.StartsWith(ByteOrderMark)) { payload = payload[ByteOrderMark.Length..]; }
            var cursor = new PayloadCursor(payload, kind == PayloadKind.Detect ? Detect(payload) : kind);
            ReadRecords(ref cursor, isUtf8: Utf8.IsValid(payload));
        }
        catch (PayloadException)
        {
            for (var i = 0; i < checkpoints.Length; i++) { Batches[i].RollBackTo(checkpoints[i]); }
            _identifiers.Truncate(records);
            throw;
        }
    }

    static long SizeOf(RecordBatch batch) =>
        batch.Columns.ByteSize + batch.Raw.ByteCount + batch.Quarantine.ByteCount + batch.Children.Sum(child => child.Columns.ByteSize);

    void ReadRecords(ref PayloadCursor cursor, bool isUtf8)
    {
        while (cursor.TryRead(out var record))
        {
            if (ReadRecord(ref record, isUtf8) || (cursor.TryIsolate(ref record) && ReadRecord(ref record, isUtf8)))
            {
                cursor.MoveTo(record.Position);
            }
            else
            {
                Reject(record.Bytes[cursor.Start..cursor.End], record.Error, record.ErrorPosition - cursor.Start);
                cursor.MoveTo(cursor.End);
            }
        }
    }

    bool ReadRecord(ref JsonScanner scanner, bool isUtf8)
    {
        var start = scanner.Position;
        if (!isUtf8 && !CheckUtf8(ref scanner)) { return false; }
        if (!_readsDirectly) { return ReadRouted(ref scanner); }
        if (ReadInto(_tables[0], ref scanner, asDeleted: false, keep: true, out var header))
        {
            _identifiers.Append(header.SequenceNumber(scanner.Bytes));
            return true;
        }
        // A Kinesis record has its own event name, possibly before the member that shows it is an envelope.
        if (scanner.Error is not (RecordError.Wrapped or RecordError.UnknownEventName)) { return false; }
        scanner.Position = start;
        return ReadRouted(ref scanner);
    }

    bool ReadInto(TableReader table, ref JsonScanner scanner, bool asDeleted, bool keep, out RecordHeader header)
    {
        var start = scanner.Position;
        if (!table.Read(ref scanner, RecordCount, asDeleted, keep, out header)) { return false; }
        return table.Refusal(in header) is { } refusal ? throw new PayloadException(refusal, start) : true;
    }

    // Examines the record before any table reads it: it may have an envelope, need policies, or belong to one of several tables.
    bool ReadRouted(ref JsonScanner scanner)
    {
        scanner.SkipWhiteSpace();
        var start = scanner.Position;
        var bytes = scanner.Bytes;
        if (!RecordLayout.TryRead(ref scanner, out var layout)) { return false; }
        if (layout.Wrapping == RecordWrapping.None)
        {
            ReadLaidOut(bytes, start..scanner.Position, layout, layout.SequenceNumber(bytes));
            return true;
        }
        _decoded.Clear();
        if (!layout.TryUnwrap(bytes, _decoded)) { return scanner.Fail(RecordError.BadBase64); }
        ReadUnwrapped(_decoded.Written, layout.KinesisSequenceNumber(bytes));
        return true;
    }

    void ReadUnwrapped(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> identifier)
    {
        var scanner = new JsonScanner(bytes, 0);
        scanner.SkipWhiteSpace();
        var start = scanner.Position;
        RecordLayout layout = default;
        var read = (Utf8.IsValid(bytes) || CheckUtf8(ref scanner)) && RecordLayout.TryRead(ref scanner, out layout);
        var end = scanner.Position;
        scanner.SkipWhiteSpace();
        if (read && !scanner.AtEnd) { read = scanner.Fail(RecordError.TrailingBytes); }
        if (read && layout.Wrapping != RecordWrapping.None) { read = scanner.Fail(RecordError.NotAnObject); }
        if (read)
        {
            ReadLaidOut(bytes, start..end, layout, identifier.IsEmpty ? layout.SequenceNumber(bytes) : identifier);
            return;
        }
        Reject(_tables[0], bytes, scanner.Error, scanner.ErrorPosition, withhold: _policies is not null);
        _identifiers.Append(identifier);
    }

    void ReadLaidOut(ReadOnlySpan<byte> bytes, Range range, RecordLayout layout, ReadOnlySpan<byte> identifier)
    {
        var record = bytes[range];
        if (_policies is not null)
        {
            _rewritten.Clear();
            _policies.Rewrite(record, _rewritten);
            bytes = record = _rewritten.Written;
            layout = RecordLayout.Of(record);
        }
        var keep = true;
        foreach (var (table, asDeleted) in _router.Route(bytes, in layout))
        {
            var scanner = new JsonScanner(record, 0);
            if (!ReadInto(_tables[table], ref scanner, asDeleted, keep, out _))
            {
                // An invalid attribute value may contain anything, so with policies none of it is kept.
                var withhold = _policies is not null && scanner.Error < RecordError.NotAnObject;
                Reject(_tables[table], record, scanner.Error, scanner.ErrorPosition, withhold);
            }
            keep = false;
        }
        if (keep) { Reject(_tables[0], record, RecordError.NoTable, 0, withhold: false); }
        _identifiers.Append(identifier);
    }

    static bool CheckUtf8(ref JsonScanner scanner)
    {
        var start = scanner.Position;
        if (!scanner.SkipValue()) { return false; }
        var valid = Utf8.IsValid(scanner.Bytes[start..scanner.Position]);
        scanner.Position = start;
        return valid || scanner.Fail(RecordError.InvalidUtf8);
    }

    // The record can't be read in the payload.
    void Reject(ReadOnlySpan<byte> record, RecordError error, int offset) =>
        _identifiers.Append(Reject(_tables[0], record.TrimEnd(" \t\r\n"u8), error, Math.Max(0, offset), withhold: _policies is not null));

    // Returns the record's sequence number, if it can be read.
    ReadOnlySpan<byte> Reject(TableReader table, ReadOnlySpan<byte> record, RecordError error, int offset, bool withhold)
    {
        var line = withhold ? _quarantine.WriteWithheld(error, offset, record) : _quarantine.Write(error, offset, record);
        if (!line.IsWellFormed)
        {
            table.Quarantine(line.Record, line.Bytes, RecordCount);
            return default;
        }
        var layout = RecordLayout.Of(line.Record);
        table.Quarantine(line.Record, in layout, line.Bytes, RecordCount);
        return layout.SequenceNumber(line.Record);
    }
}
