using System.Text.Unicode;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Turns DynamoDB change records into typed columns in one pass over their UTF-8 bytes. A flattener keeps its buffers: call
/// <see cref="Flatten"/> any number of times, use <see cref="Batches"/>, then <see cref="Clear"/>. One thread at a time.
/// </summary>
public sealed class RecordFlattener
{
    static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    readonly PayloadReader _reader;
    readonly TableReader[] _tables;
    readonly RecordRouter _router;
    readonly PolicyRewriter? _policies;
    readonly QuarantineLine _quarantineLine = new();
    readonly ReusableBuffer _decoded = new();
    readonly ReusableBuffer _rewritten = new();
    readonly BytesColumn _identifiers = (BytesColumn)Column.Create(DataType.String);
    readonly RecordOutline _outline = new();
    readonly bool _readsDirectly;
    bool _validUtf8;

    /// <summary>A flattener for one table.</summary>
    /// <exception cref="SchemaException">The schema breaks a rule.</exception>
    /// <exception cref="ToolkitOptionsException">An option is outside its range, or a policy hashes and there is no key.</exception>
    public RecordFlattener(TableSchema schema, FlattenOptions options)
        : this([schema], options)
    {
    }

    /// <summary>A flattener for the tables of one or more streams; each record goes to the schema that takes it (<see cref="TableSchema.Entity"/>).</summary>
    /// <exception cref="SchemaException">A schema breaks a rule, or two have one table name.</exception>
    /// <exception cref="ToolkitOptionsException">An option is outside its range, or a policy hashes and there is no key.</exception>
    public RecordFlattener(IReadOnlyList<TableSchema> schemas, FlattenOptions options)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfZero(schemas.Count, nameof(schemas));
        _tables = [.. schemas.Select(schema => new TableReader(schema.Validated(), options.Validated()))];
        _reader = new PayloadReader(new Visitor(this));
        _router = new RecordRouter(schemas);
        _policies = PolicyRewriter.For(schemas, options);
        _readsDirectly = _router.IsSingle && _policies is null;
        Batches = [.. _tables.Select(table => table.Batch)];
    }

    /// <summary>One batch a schema, in their order.</summary>
    public IReadOnlyList<RecordBatch> Batches { get; }

    /// <summary>Records met since the last <see cref="Clear"/>, well or not.</summary>
    public int RecordCount => _identifiers.Count;

    /// <summary>Bytes held in all batches since the last <see cref="Clear"/>.</summary>
    public long ByteSize => Batches.Sum(batch => batch.Columns.ByteSize + batch.Raw.ByteCount + batch.Quarantine.ByteCount + batch.Children.Sum(child => child.Columns.ByteSize));

    /// <summary>What Lambda knows a record by: its sequence number, on the Kinesis route that of its Kinesis record; empty when it has none.</summary>
    /// <param name="record">0 to <see cref="RecordCount"/> - 1.</param>
    public ReadOnlySpan<byte> Identifier(int record) => _identifiers[record];

    /// <summary>Tells how records lie in a payload from its first bytes; a byte order mark is passed over.</summary>
    public static PayloadKind Detect(ReadOnlySpan<byte> payload) =>
        PayloadDetector.Detect(payload.StartsWith(ByteOrderMark) ? payload[ByteOrderMark.Length..] : payload);

    /// <summary>Forgets all rows; the memory is kept.</summary>
    public void Clear()
    {
        foreach (var batch in Batches) { batch.Clear(); }
        _identifiers.Truncate(0);
    }

    /// <summary>Adds the records of a payload. A record that can't be read goes to quarantine and the others go on.</summary>
    /// <param name="payload">UTF-8 JSON, not compressed; a byte order mark is passed over.</param>
    /// <param name="kind">How the records lie in it.</param>
    /// <exception cref="PayloadException">The payload can't be told into records, or is of a kind that the schema refuses; nothing of it was added.</exception>
    public void Flatten(ReadOnlySpan<byte> payload, PayloadKind kind = PayloadKind.Detect)
    {
        BatchMark[] marks = [.. Batches.Select(batch => batch.Mark())];
        var records = RecordCount;
        try
        {
            if (payload.StartsWith(ByteOrderMark)) { payload = payload[ByteOrderMark.Length..]; }
            _validUtf8 = Utf8.IsValid(payload);
            _reader.Read(payload, kind == PayloadKind.Detect ? Detect(payload) : kind);
        }
        catch (PayloadException)
        {
            for (var i = 0; i < marks.Length; i++) { Batches[i].Return(marks[i]); }
            _identifiers.Truncate(records);
            throw;
        }
    }

    bool ReadRecord(ref JsonScanner scanner)
    {
        var start = scanner.Position;
        if (!_validUtf8 && !CheckUtf8(ref scanner)) { return false; }
        if (!_readsDirectly) { return ReadRouted(ref scanner); }
        if (ReadInto(_tables[0], ref scanner, asDeleted: false, keep: true))
        {
            _identifiers.Append(_tables[0].SequenceNumber(scanner.Bytes));
            return true;
        }
        // A Kinesis record has an event name of its own, which may come before what tells that it wraps another.
        if (scanner.Fault is not (Fault.Wrapped or Fault.UnknownEventName)) { return false; }
        scanner.Position = start;
        return ReadRouted(ref scanner);
    }

    static bool ReadInto(TableReader table, ref JsonScanner scanner, int record, bool asDeleted, bool keep)
    {
        var start = scanner.Position;
        if (!table.Read(ref scanner, record, asDeleted, keep)) { return false; }
        return table.Refusal is { } refusal ? throw new PayloadException(refusal, start) : true;
    }

    bool ReadInto(TableReader table, ref JsonScanner scanner, bool asDeleted, bool keep) => ReadInto(table, ref scanner, RecordCount, asDeleted, keep);

    // Looks at the record before any table does: it may be wrapped, be protected by policies, or belong to one of several tables.
    bool ReadRouted(ref JsonScanner scanner)
    {
        scanner.SkipWhiteSpace();
        var start = scanner.Position;
        var outer = scanner.Bytes;
        if (!_outline.Read(ref scanner)) { return false; }
        if (_outline.Wrapping == RecordWrapping.None)
        {
            ReadOutlined(outer, start..scanner.Position, _outline.SequenceNumber(outer));
            return true;
        }

        var identifier = _outline.KinesisSequenceNumber(outer);
        _decoded.Clear();
        if (!_outline.TryUnwrap(outer, _decoded)) { return scanner.Fail(Fault.BadBase64); }
        var wasValid = _validUtf8;
        _validUtf8 = Utf8.IsValid(_decoded.Written);
        ReadUnwrapped(identifier);
        _validUtf8 = wasValid;
        return true;
    }

    void ReadUnwrapped(ReadOnlySpan<byte> identifier)
    {
        var inner = new JsonScanner(_decoded.Written, 0);
        inner.SkipWhiteSpace();
        var start = inner.Position;
        var read = (_validUtf8 || CheckUtf8(ref inner)) && _outline.Read(ref inner);
        var end = inner.Position;
        inner.SkipWhiteSpace();
        if (read && !inner.AtEnd) { read = inner.Fail(Fault.TrailingBytes); }
        if (read && _outline.Wrapping != RecordWrapping.None) { read = inner.Fail(Fault.NotAnObject); }
        if (read) { ReadOutlined(_decoded.Written, start..end, identifier.IsEmpty ? _outline.SequenceNumber(_decoded.Written) : identifier); }
        else
        {
            Reject(_tables[0], _decoded.Written, inner.Fault, inner.FaultPosition, withhold: _policies is not null);
            _identifiers.Append(identifier);
        }
    }

    // The outline is that of the record, which lies in the bytes.
    void ReadOutlined(ReadOnlySpan<byte> bytes, Range range, ReadOnlySpan<byte> identifier)
    {
        var record = bytes[range];
        if (_policies is not null)
        {
            _rewritten.Clear();
            _policies.Rewrite(record, _rewritten);
            bytes = record = _rewritten.Written;
            var scanner = new JsonScanner(record, 0);
            _outline.Read(ref scanner);
        }
        var keep = true;
        foreach (var (table, asDeleted) in _router.Route(bytes, _outline))
        {
            var scanner = new JsonScanner(record, 0);
            if (!ReadInto(_tables[table], ref scanner, asDeleted, keep))
            {
                // A value that is no attribute value can be anything: with policies none of it is kept.
                Reject(_tables[table], record, scanner.Fault, scanner.FaultPosition, withhold: _policies is not null && scanner.Fault < Fault.NotAnObject);
            }
            keep = false;
        }
        if (keep) { Reject(_tables[0], record, Fault.NoTable, 0, withhold: false); }
        _identifiers.Append(identifier);
    }

    static bool CheckUtf8(ref JsonScanner scanner)
    {
        var start = scanner.Position;
        if (!scanner.SkipValue()) { return false; }
        var valid = Utf8.IsValid(scanner.Bytes[start..scanner.Position]);
        scanner.Position = start;
        return valid || scanner.Fail(Fault.InvalidUtf8);
    }

    // The bytes stand in the payload and could not be read; the scanner goes on behind them.
    void Reject(ref JsonScanner scanner, int start, int end)
    {
        var record = scanner.Bytes[start..end].TrimEnd(" \t\r\n"u8);
        Reject(_tables[0], record, scanner.Fault, Math.Max(0, scanner.FaultPosition - start), withhold: _policies is not null);
        _identifiers.Append(_quarantineLine.IsWellFormed ? _outline.SequenceNumber(_quarantineLine.Record) : default);
        scanner.Position = end;
    }

    void Reject(TableReader table, ReadOnlySpan<byte> record, Fault fault, int offset, bool withhold)
    {
        if (withhold) { _quarantineLine.WriteWithheld(fault, offset, record); }
        else { _quarantineLine.Write(fault, offset, record); }

        if (!_quarantineLine.IsWellFormed)
        {
            table.Quarantine(_quarantineLine.Record, outline: null, _quarantineLine.Bytes, RecordCount);
            return;
        }
        var scanner = new JsonScanner(_quarantineLine.Record, 0);
        _outline.Read(ref scanner);
        table.Quarantine(_quarantineLine.Record, _outline, _quarantineLine.Bytes, RecordCount);
        table.KeepQuarantined(_quarantineLine.Record, RecordCount);
    }

    // Keeps the visitor's members off the public surface.
    sealed class Visitor(RecordFlattener flattener) : IRecordVisitor
    {
        public bool Read(ref JsonScanner scanner) => flattener.ReadRecord(ref scanner);

        public void Reject(ref JsonScanner scanner, int start, int end) => flattener.Reject(ref scanner, start, end);
    }
}
