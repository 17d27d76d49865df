using System.Security.Cryptography;
using System.Text.Unicode;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Turns DynamoDB change records into typed columns in one pass over their UTF-8 bytes. A flattener keeps its buffers: call
/// <see cref="Flatten(ReadOnlySpan{byte}, PayloadKind)"/> any number of times, use <see cref="Batches"/>, then <see cref="Clear"/>. One
/// thread at a time.
/// </summary>
sealed class RecordFlattener : IRecordSink
{
    static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    readonly TableReader[] _tables;
    readonly RecordRouter _router;
    readonly PolicyRewriter? _policies;
    readonly QuarantineWriter _quarantine;
    readonly RecordForms _forms = new();
    readonly FormCounts _counts = new();
    readonly NestedBuffers _buffers = new();
    readonly ReusableBuffer _message = new();
    readonly int _maxRecordBytes;
    readonly BytesColumn _identifiers = (BytesColumn)Column.Create(DataType.String);
    readonly IRecordObserver? _observer;
    readonly bool _readsDirectly;
    int _depth;
    bool _expectsForm;
    bool _refusesDocuments;
    bool _isPipe;
    bool _isInside;

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
        : this(Validated(schemas), options ?? new(), observer: null, anyOrder: false)
    {
    }

    RecordFlattener(TableSchema[] schemas, FlattenOptions options, IRecordObserver? observer, bool anyOrder)
    {
        options.Validate();
        _observer = observer;
        _router = new RecordRouter(schemas, options.Ignored);
        _tables = [.. schemas.Select(schema => new TableReader(schema, options, Origin, _router.OnlySource, observer, anyOrder))];
        _quarantine = new QuarantineWriter(_router.Wanted, Origin);
        _policies = PolicyRewriter.For(schemas, options);
        _maxRecordBytes = options.MaxRecordBytes;
        _readsDirectly = _router.OnlySource is not null && _policies is null;
        Batches = [.. _tables.Select(table => table.Batch)];
    }

    /// <summary>Creates a flattener that passes records to an observer, and writes neither rows nor quarantine lines.</summary>
    /// <param name="schema">The schema as far as it is known; without keys, those of each record are read.</param>
    /// <param name="observer">Receives the records.</param>
    /// <param name="anyOrder">Whether records of each order are read.</param>
    internal static RecordFlattener ForObserver(TableSchema schema, IRecordObserver observer, bool anyOrder) =>
        new([schema], new FlattenOptions { KeepRecords = false }, observer, anyOrder);

    /// <summary>What is known of records from outside them.</summary>
    internal RecordOrigin Origin { get; } = new();

    /// <summary>One batch per schema, in the order of the schemas.</summary>
    public IReadOnlyList<RecordBatch> Batches { get; }

    /// <summary>The time of items that have none, floored to the millisecond. Default (null): unknown; such items are refused.</summary>
    public DateTimeOffset? AsOf
    {
        get => Origin.AsOf is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
        set => Origin.AsOf = value?.ToUnixTimeMilliseconds();
    }

    /// <summary>Number of records since the last <see cref="Clear"/>, including those in quarantine.</summary>
    public int RecordCount => _identifiers.Count;

    /// <summary>Records since the last <see cref="Clear"/> that are kept in raw and nowhere else.</summary>
    public long IgnoredCount { get; private set; }

    /// <summary>Number of bytes in all batches.</summary>
    public long ByteSize => Batches.Sum(SizeOf);

    /// <summary>The forms that records came in, each with its number of records since the last <see cref="Clear"/>.</summary>
    public IReadOnlyDictionary<string, long> Forms => _counts.ByName;

    /// <summary>The payload's source, which determines the form of the answer.</summary>
    public RecordSource Source { get; private set; }

    /// <summary>
    /// Returns Lambda's identifier of a record: its sequence number, on the Kinesis route that of its Kinesis record, the id of its SQS
    /// message or Firehose record; empty when it has none.
    /// </summary>
    /// <param name="record">The record's index, 0 to <see cref="RecordCount"/> - 1.</param>
    public ReadOnlySpan<byte> Identifier(int record) => _identifiers[record];

    /// <summary>Detects the framing of a payload from its first bytes; skips a byte order mark.</summary>
    public static PayloadKind Detect(ReadOnlySpan<byte> payload) =>
        PayloadDetector.Detect(payload.StartsWith(ByteOrderMark) ? payload[ByteOrderMark.Length..] : payload);

    /// <summary>The paths of policies that have met an attribute, since the flattener was created.</summary>
    public IEnumerable<AttributePath> MetPolicies => _policies?.Met ?? [];

    /// <summary>Removes all rows and keeps the memory.</summary>
    public void Clear()
    {
        foreach (var batch in Batches) { batch.Clear(); }
        _identifiers.Truncate(0);
        _counts.Clear();
        IgnoredCount = 0;
        Source = RecordSource.Stream;
    }

    /// <summary>Adds the records of a payload. A record that can't be read goes to quarantine; the others are not affected.</summary>
    /// <param name="payload">Uncompressed UTF-8 JSON; a byte order mark is skipped.</param>
    /// <param name="kind">The framing of its records.</param>
    /// <exception cref="PayloadException">
    /// The payload can't be divided into records, or the schema refuses its kind. None of its records were added.
    /// </exception>
    public void Flatten(ReadOnlySpan<byte> payload, PayloadKind kind = PayloadKind.Detect)
    {
        if (payload.StartsWith(ByteOrderMark)) { payload = payload[ByteOrderMark.Length..]; }
        _refusesDocuments = false;
        kind = kind == PayloadKind.Detect ? Detect(payload) : kind;
        // EventBridge Pipes passes an array, and identifies records by their eventID (user guide, "Batching and concurrency").
        _isPipe = kind == PayloadKind.Event && payload.TrimStart(" \t\r\n"u8) is [(byte)'[', ..];
        if (_isPipe) { Source = RecordSource.Queue; }
        // What failed once is delivered by asynchronous invocations, or by hand.
        else if (kind == PayloadKind.OnFailure) { Source = RecordSource.Asynchronous; }
        Flatten(new PayloadCursor(payload, kind), isUtf8: Utf8.IsValid(payload));
    }

    /// <summary>Adds the records of a part of an input.</summary>
    /// <param name="part">Whole records.</param>
    /// <param name="sequence">The state of the input at the start of the part.</param>
    /// <param name="isLast">Whether the input ends with the part.</param>
    /// <exception cref="PayloadException">
    /// The input can't be divided into records, is not records, or is of a kind that the schema refuses. No record was added.
    /// </exception>
    public void Flatten(ReadOnlySpan<byte> part, RecordSequence sequence, bool isLast)
    {
        (_refusesDocuments, _isPipe) = (true, false);
        Flatten(new PayloadCursor(part, sequence, isLast), isUtf8: Utf8.IsValid(part));
    }

    /// <summary>Adds a record that is too large for memory; keeps its length and hash.</summary>
    public void RejectTooLarge(long length, ReadOnlySpan<byte> sha256)
    {
        if (_observer is not null)
        {
            _observer.Reject(RecordError.RecordTooLarge, _quarantine.Reason(RecordError.RecordTooLarge, default));
        }
        else
        {
            var line = _quarantine.WriteWithheld(RecordError.RecordTooLarge, _maxRecordBytes, length, sha256);
            _tables[0].QuarantineHashed(sha256, line, RecordCount);
        }
        AppendIdentifier(default);
    }

    void IRecordSink.Read(ReadOnlySpan<byte> documents, ReadOnlySpan<byte> identifier, ReadOnlySpan<byte> kinesisNumber)
    {
        if (!kinesisNumber.IsEmpty) { Origin.KinesisNumber = kinesisNumber; }
        // Lambda identifies the outermost message.
        var isMessage = _message.Length == 0 && !identifier.IsEmpty;
        if (isMessage) { _message.Add(identifier); }
        var expectsForm = _expectsForm;
        _expectsForm = false;
        _depth++;
        var cursor = new PayloadCursor(documents, default, isLast: false);
        ReadRecords(ref cursor, Utf8.IsValid(documents));
        _depth--;
        _expectsForm = expectsForm;
        if (isMessage) { _message.Clear(); }
        if (!kinesisNumber.IsEmpty) { Origin.KinesisNumber = default; }
    }

    void IRecordSink.Withhold(ReadOnlySpan<byte> line, ReadOnlySpan<byte> sha256)
    {
        if (_observer is null) { _tables[0].QuarantineHashed(sha256, line, RecordCount); }
        else { _observer.Reject(RecordError.Withheld, _quarantine.Reason(RecordError.Withheld, default)); }
        AppendIdentifier(default);
    }

    void IRecordSink.Reject(ReadOnlySpan<byte> part, RecordError error, ReadOnlySpan<byte> identifier)
    {
        var sequence = Reject(_tables[0], part.TrimEnd(" \t\r\n"u8), error, 0, withhold: _policies is not null);
        AppendIdentifier(identifier.IsEmpty ? sequence : identifier);
    }

    void Flatten(PayloadCursor cursor, bool isUtf8)
    {
        BatchCheckpoint[] checkpoints = [.. Batches.Select(batch => batch.Checkpoint())];
        var records = RecordCount;
        (_depth, _expectsForm, _isInside) = (0, false, false);
        _message.Clear();
        Origin.KinesisNumber = default;
        try
        {
            ReadRecords(ref cursor, isUtf8);
        }
        catch (PayloadException)
        {
            for (var i = 0; i < checkpoints.Length; i++) { Batches[i].RollBackTo(checkpoints[i]); }
            _identifiers.Truncate(records);
            throw;
        }
    }

    static TableSchema[] Validated(IReadOnlyList<TableSchema> schemas)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        ArgumentOutOfRangeException.ThrowIfZero(schemas.Count, nameof(schemas));
        return [.. schemas.Select(schema => schema.Validated())];
    }

    static long SizeOf(RecordBatch batch) =>
        batch.Columns.ByteSize + batch.Raw.ByteCount + batch.Quarantine.ByteCount + batch.Children.Sum(child => child.Columns.ByteSize);

    void ReadRecords(ref PayloadCursor cursor, bool isUtf8)
    {
        while (cursor.TryRead(out var record))
        {
            // The UTF-8 check covers only this record, so the result does not depend on its neighbours.
            if (isUtf8 && !_expectsForm && ReadRecord(ref record)) { cursor.MoveTo(record.Position); }
            else
            {
                ReadIsolated(ref cursor, ref record, isUtf8);
                cursor.MoveTo(cursor.End);
            }
        }
    }

    void ReadIsolated(ref PayloadCursor cursor, ref JsonScanner record, bool isUtf8)
    {
        var fits = cursor.TryIsolate(ref record, _maxRecordBytes);
        var bytes = record.Bytes[cursor.Start..cursor.End];
        if (!fits) { RejectTooLarge(bytes.Length, SHA256.HashData(bytes)); }
        else if (!isUtf8 && !Utf8.IsValid(bytes)) { Reject(bytes, RecordError.InvalidUtf8, 0); }
        else if (_expectsForm && TryExpand(bytes)) { return; }
        else if (ReadRecord(ref record)) { _expectsForm = false; }
        else if (!_expectsForm && TryExpand(bytes)) { _expectsForm = _depth == 0; }
        else { RejectUnread(bytes, record.Error, record.ErrorPosition - cursor.Start); }
    }

    // A record of another table or Region has this reason even when it is unreadable, with one schema as with several.
    void RejectUnread(ReadOnlySpan<byte> bytes, RecordError error, int offset)
    {
        var isOther = _readsDirectly && IsOfAnotherSource(bytes, _router.OnlySource!);
        Reject(bytes, isOther ? RecordError.OtherSource : error, isOther ? 0 : offset);
    }

    static bool IsOfAnotherSource(ReadOnlySpan<byte> bytes, SourceMatcher source)
    {
        var scanner = new JsonScanner(bytes, 0);
        return RecordLayout.TryRead(ref scanner, out var layout)
            && layout.Wrapping == RecordWrapping.None
            && !source.Takes(layout.Source(bytes));
    }

    // False when the document has only the form of a record.
    bool TryExpand(ReadOnlySpan<byte> bytes)
    {
        var before = RecordCount;
        if (_forms.Find(bytes, _depth, out var document, out var buffers) is not { } form) { return false; }
        if (_depth == 0 && !_isInside && form.Source != RecordSource.Stream) { Source = form.Source; }
        var error = form.Expand(in document, buffers, this);
        switch (error)
        {
            case RecordError.SameForm:
                return false;
            case RecordError.Manifest or RecordError.NoPayload when _refusesDocuments && _depth == 0:
                throw new PayloadException($"The input can't be read: {RecordErrorText.Of(error)}", 0)
                {
                    IsManifest = error == RecordError.Manifest,
                };
            case not RecordError.None:
                Reject(bytes, error, 0);
                break;
        }
        if (_depth == 0 && !_isInside) { _counts.Add(form.Name, RecordCount - before); }
        return true;
    }

    bool ReadRecord(ref JsonScanner scanner)
    {
        var start = scanner.Position;
        if (!_readsDirectly) { return ReadRouted(ref scanner); }
        if (ReadInto(_tables[0], ref scanner, asDeleted: false, keep: true, out var header))
        {
            AppendIdentifier(_isPipe ? header.EventIdentifier(scanner.Bytes) : header.SequenceNumber(scanner.Bytes));
            Count(header.Kind);
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
        table.QuarantinesOtherOrders = _depth > 0;
        if (!table.Read(ref scanner, RecordCount, asDeleted, keep, out header))
        {
            return scanner.Error == RecordError.NoAsOf && RefuseUndated();
        }
        return table.Refusal(in header) is { } refusal ? throw new PayloadException(refusal, start) : true;
    }

    // Every item of a file lacks the time, so the whole file is refused; anyone can send a message, which goes to quarantine.
    bool RefuseUndated() => _refusesDocuments
        ? throw new PayloadException($"The input can't be read: {RecordErrorText.Of(RecordError.NoAsOf)}.", 0)
        : false;

    // Examines the record before any table reads it: it may have an envelope, need policies, or belong to one of several tables.
    bool ReadRouted(ref JsonScanner scanner)
    {
        scanner.SkipWhiteSpace();
        scanner.SawWhiteSpace = false;
        var start = scanner.Position;
        var bytes = scanner.Bytes;
        if (!RecordLayout.TryRead(ref scanner, out var layout)) { return false; }
        if (layout.Wrapping == RecordWrapping.None)
        {
            ReadLaidOut(bytes, start..scanner.Position, layout, scanner.SawWhiteSpace);
            return true;
        }
        var decoded = _buffers.Decoded(_depth);
        decoded.Clear();
        var wrapping = layout.Unwrap(bytes, decoded);
        if (wrapping != RecordError.None) { return scanner.Fail(wrapping); }
        Count(layout.Kind);
        var isInside = _isInside;
        _isInside = true;
        ReadUnwrapped(decoded.Written, layout.KinesisSequenceNumber(bytes));
        _isInside = isInside;
        return true;
    }

    void ReadUnwrapped(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> kinesisNumber)
    {
        // On the Kinesis route, Lambda identifies a record by its number.
        var identifier = kinesisNumber;
        if (!kinesisNumber.IsEmpty) { Origin.KinesisNumber = kinesisNumber; }
        var isMessage = _message.Length == 0 && !identifier.IsEmpty;
        if (isMessage) { _message.Add(identifier); }
        var scanner = new JsonScanner(bytes, 0);
        scanner.SkipWhiteSpace();
        scanner.SawWhiteSpace = false;
        var start = scanner.Position;
        RecordLayout layout = default;
        var read = (Utf8.IsValid(bytes) || CheckUtf8(ref scanner)) && RecordLayout.TryRead(ref scanner, out layout);
        var end = scanner.Position;
        var sawWhiteSpace = scanner.SawWhiteSpace;
        scanner.SkipWhiteSpace();
        if (read && !scanner.AtEnd) { read = scanner.Fail(RecordError.TrailingBytes); }
        if (read && layout.Wrapping == RecordWrapping.None) { ReadLaidOut(bytes, start..end, layout, sawWhiteSpace); }
        else { ReadOtherwise(bytes, ref scanner); }
        if (isMessage) { _message.Clear(); }
        if (!kinesisNumber.IsEmpty) { Origin.KinesisNumber = default; }
    }

    // The content is not a plain record: it has another form or another envelope, or is unreadable.
    void ReadOtherwise(ReadOnlySpan<byte> bytes, ref JsonScanner scanner)
    {
        var before = RecordCount;
        if (_depth + 1 < RecordForms.MaxDepth) { ((IRecordSink)this).Read(bytes, default); }
        if (RecordCount > before) { return; }
        Reject(bytes, scanner.Error == RecordError.None ? RecordError.Wrapped : scanner.Error, scanner.ErrorPosition);
    }

    void ReadLaidOut(ReadOnlySpan<byte> bytes, Range range, RecordLayout layout, bool hasWhiteSpace)
    {
        var identifier = IdentifierOf(layout, bytes);
        var record = bytes[range];
        if (_policies is not null)
        {
            var start = range.Start.Value;
            if (hasWhiteSpace)
            {
                var minified = _buffers.Minified(_depth);
                minified.Clear();
                JsonMinifier.Minify(record, minified);
                record = minified.Written;
                (layout, start) = (RecordLayout.Of(record), 0);
            }
            var rewritten = _buffers.Rewritten(_depth);
            rewritten.Clear();
            if (_policies.Rewrite(record, rewritten)) { record = rewritten.Written; }
            bytes = record;
            layout.Move(start, _policies.Edits);
        }
        var keep = true;
        foreach (var route in _router.Route(bytes, in layout))
        {
            var table = _tables[route.Table];
            var scanner = new JsonScanner(record, 0);
            if (route.LacksOldImage) { scanner.Fail(RecordError.NoOldImage); }
            if (route.LacksOldImage || !ReadInto(table, ref scanner, route.AsDeleted, keep, out _))
            {
                if (keep && TryExpand(record)) { return; }
                // A value that is not an attribute value may contain any data, so with policies it is not kept.
                var withhold = _policies is not null && scanner.Error < RecordError.NotAnObject;
                Reject(table, record, scanner.Error, scanner.ErrorPosition, withhold);
            }
            keep = false;
        }
        if (keep)
        {
            if (TryExpand(record)) { return; }
            RejectUnrouted(record, in layout);
        }
        else { Count(layout.Kind); }
        AppendIdentifier(identifier);
    }

    void RejectUnrouted(ReadOnlySpan<byte> record, ref readonly RecordLayout layout)
    {
        if (_router.IgnoringTable is { } table)
        {
            if (layout.IsUndatedItem && Origin.AsOf is null)
            {
                _ = RefuseUndated();
                Reject(_tables[table], record, RecordError.NoAsOf, 0, withhold: false);
                return;
            }
            IgnoredCount++;
            _tables[table].KeepRaw(record, RecordCount);
            Count(layout.Kind);
            return;
        }
        var error = _router.LacksOldImage ? RecordError.NoOldImage
            : _router.IsOfAnotherSource ? RecordError.OtherSource
            : RecordError.NoTable;
        Reject(_tables[0], record, error, 0, withhold: false);
    }

    // The outermost form counts, not what was inside.
    void Count(RecordKind kind)
    {
        if (_depth == 0 && !_isInside) { _counts.Add(kind); }
    }

    void AppendIdentifier(ReadOnlySpan<byte> own) => _identifiers.Append(_message.Length > 0 ? _message.Written : own);

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
        AppendIdentifier(Reject(_tables[0], record.TrimEnd(" \t\r\n"u8), error, Math.Max(0, offset), withhold: _policies is not null));

    // Returns the record's sequence number, if it can be read.
    ReadOnlySpan<byte> Reject(TableReader table, ReadOnlySpan<byte> record, RecordError error, int offset, bool withhold)
    {
        if (_observer is not null)
        {
            _observer.Reject(error, _quarantine.Reason(error, record));
            return default;
        }
        if (withhold)
        {
            Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(record, sha256);
            table.QuarantineHashed(sha256, _quarantine.WriteWithheld(error, offset, record.Length, sha256), RecordCount);
            return default;
        }
        var line = _quarantine.Write(error, offset, record);
        if (!line.IsWellFormed)
        {
            table.Quarantine(line.Record, line.Bytes, RecordCount);
            return default;
        }
        var layout = RecordLayout.Of(line.Record);
        table.Quarantine(line.Record, in layout, line.Bytes, RecordCount);
        return IdentifierOf(layout, line.Record);
    }

    ReadOnlySpan<byte> IdentifierOf(RecordLayout layout, ReadOnlySpan<byte> bytes) =>
        _isPipe ? layout.EventId.In(bytes) : layout.SequenceNumber(bytes);
}
