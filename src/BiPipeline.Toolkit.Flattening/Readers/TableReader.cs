using System.IO.Hashing;
using System.Security.Cryptography;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads the records of one table into its batch.</summary>
sealed class TableReader
{
    const int SequenceDigits = LakeLayout.SequenceDigits;
    const int EventIdHashBytes = 16;

    static readonly int UnknownDay = LakeLayout.UnknownDay.DayNumber - new DateOnly(1970, 1, 1).DayNumber;

    readonly TableSettings _settings;
    readonly RecordOrigin _origin;
    readonly RowContext _row;
    readonly RowBuffers _buffers;
    readonly RescuedValues _rescued;
    readonly RecordReader _record;
    readonly KeysReader _keys;
    readonly ChildReader[] _children;
    readonly SourceMatcher? _source;
    readonly IRecordObserver? _observer;
    readonly bool _anyOrder;
    readonly ReusableBuffer _minified = new();
    readonly byte[] _hashedEventId = [(byte)'x', .. new byte[2 * EventIdHashBytes]];
    readonly BytesColumn _op;
    readonly BytesColumn _eventId;
    readonly BytesColumn _stream;
    readonly BytesColumn _sequence;
    readonly FixedColumn<long> _eventTime;
    readonly FixedColumn<bool> _deleted;
    readonly FixedColumn<bool> _ttl;
    readonly FixedColumn<int> _schemaVersion;
    readonly BytesColumn _rescuedColumn;

    /// <summary>Creates the reader of a table.</summary>
    /// <param name="schema">The table.</param>
    /// <param name="options">The settings of every table.</param>
    /// <param name="origin">What is known of the records from outside.</param>
    /// <param name="source">Whose records are read; null when the caller has checked it.</param>
    /// <param name="observer">Receives the records in place of rows. Default (null): rows.</param>
    /// <param name="anyOrder">Whether records of each order are read. Default false.</param>
    internal TableReader(
        TableSchema schema,
        FlattenOptions options,
        RecordOrigin origin,
        SourceMatcher? source,
        IRecordObserver? observer = null,
        bool anyOrder = false)
    {
        (Schema, _origin, _source, _observer, _anyOrder) = (schema, origin, source, observer, anyOrder);
        Batch = new RecordBatch(schema);
        _settings = TableSettings.Of(schema, options);
        _row = new(_settings);
        (_buffers, _rescued) = (_row.Buffers, _row.Rescued);
        _keys = new(schema, Batch);
        _children = [.. schema.Children.Select((child, index) => new ChildReader(Batch.Children[index], child, schema.Keys.Count))];

        var columns = Batch.Columns;
        Column[] targets = [.. columns.Columns.Take(schema.Columns.Count)];
        var item = ItemReaders.Build(schema.Columns, targets, [.. schema.Children.Zip(_children, (child, reader) => (child.Path, reader))]);
        _record = new(Batch, item, _keys);

        _op = (BytesColumn)columns[EnvelopeColumns.Op];
        _eventId = (BytesColumn)columns[EnvelopeColumns.EventId];
        _stream = (BytesColumn)columns[EnvelopeColumns.Stream];
        _sequence = (BytesColumn)columns[EnvelopeColumns.Sequence];
        _eventTime = (FixedColumn<long>)columns[EnvelopeColumns.EventTime];
        _deleted = (FixedColumn<bool>)columns[EnvelopeColumns.Deleted];
        _ttl = (FixedColumn<bool>)columns[EnvelopeColumns.Ttl];
        _schemaVersion = (FixedColumn<int>)columns[EnvelopeColumns.SchemaVersion];
        _rescuedColumn = (BytesColumn)columns[EnvelopeColumns.Rescued];
    }

    internal TableSchema Schema { get; }

    internal RecordBatch Batch { get; }

    /// <summary>Whether a record of another order goes to quarantine, and does not refuse its payload: anyone can send a message.</summary>
    internal bool QuarantinesOtherOrders { get; set; }

    /// <summary>Reads a record into a row.</summary>
    /// <param name="scanner">Before the record's brace; on return, after the record.</param>
    /// <param name="record">The record's index in the input.</param>
    /// <param name="asDeleted">Whether the item left this table.</param>
    /// <param name="keep">Whether to keep the raw copy; a record that belongs to two tables needs only one.</param>
    /// <param name="header">The parts of the record other than its image, as far as they could be read.</param>
    internal bool Read(ref JsonScanner scanner, int record, bool asDeleted, bool keep, out RecordHeader header)
    {
        header = new RecordHeader(asDeleted);
        _buffers.Names.Clear();
        _buffers.IsExport = false;
        _rescued.Clear();
        scanner.SkipWhiteSpace();
        scanner.SawWhiteSpace = false;
        var start = scanner.Position;
        var row = new RowScope(_row);
        if (!_record.Read(ref scanner, row, ref header) || !CheckSize(ref scanner, start)
            || !CheckSource(ref scanner, in header) || !CheckOrder(ref scanner, ref header))
        {
            Batch.DiscardOpenRow();
            return false;
        }
        if (_observer is not null)
        {
            Batch.DiscardOpenRow();
            _observer.Accept(scanner.Bytes, in header);
            return true;
        }
        AppendRow(scanner.Bytes, scanner.Bytes[start..scanner.Position], scanner.SawWhiteSpace, in header, record, keep);
        return true;
    }

    /// <summary>Returns why the schema's order refuses a valid record of this kind; null when it does not.</summary>
    internal string? Refusal(ref readonly RecordHeader header)
    {
        if (_anyOrder || header.IsDated) { return null; }
        if (Schema.Order == RecordOrder.Sequence)
        {
            return header.IsKinesis
                ? $"Table '{Schema.Table}' has order: sequence, but the input is from Kinesis, which has no sequence numbers;"
                    + " expected DynamoDB Streams. Use a schema with order: time."
                : null;
        }
        return header.HasSequence
            ? $"Table '{Schema.Table}' has order: time, but the input is from DynamoDB Streams,"
                + " which has sequence numbers. Use a schema with order: sequence."
            : null;
    }

    /// <summary>Sends a malformed record to quarantine; only its hash identifies it.</summary>
    /// <param name="bytes">The record's bytes.</param>
    /// <param name="line">The quarantine line.</param>
    /// <param name="record">The record's index in the input.</param>
    internal void Quarantine(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> line, int record) =>
        Batch.Quarantine.Add(line, HashedEventId(bytes), default, UnknownDay, record, XxHash128.HashToUInt128(bytes));

    /// <summary>Sends a record that is known by its hash alone to quarantine.</summary>
    /// <param name="sha256">The SHA-256 of its bytes.</param>
    /// <param name="line">The quarantine line.</param>
    /// <param name="record">The record's index in the input.</param>
    internal void QuarantineHashed(ReadOnlySpan<byte> sha256, ReadOnlySpan<byte> line, int record) =>
        Batch.Quarantine.Add(line, EventIdOf(sha256), default, UnknownDay, record, XxHash128.HashToUInt128(sha256));

    /// <summary>Sends a well-formed record to quarantine and keeps its raw copy.</summary>
    /// <param name="bytes">The record's bytes, minified.</param>
    /// <param name="layout">The record's layout.</param>
    /// <param name="line">The quarantine line.</param>
    /// <param name="record">The record's index in the input.</param>
    internal void Quarantine(ReadOnlySpan<byte> bytes, ref readonly RecordLayout layout, ReadOnlySpan<byte> line, int record)
    {
        var day = DayOf(bytes, in layout);
        var eventId = layout.EventId.Length > 0 ? _buffers.Text.Unescape(bytes, layout.EventId) : HashedEventId(bytes);
        var sequence = IsSequence(layout.Sequence, bytes) ? TrimZeros(layout.Sequence.In(bytes)) : default;
        var quarantine = Batch.Quarantine;
        var digest = XxHash128.HashToUInt128(bytes);
        quarantine.Add(line, eventId, sequence, day, record, digest);
        if (_settings.Limits.KeepRecords)
        {
            var last = quarantine.Count - 1;
            Batch.Raw.Add(bytes, quarantine.EventId(last), quarantine.Sequence(last), quarantine.Days[last], record, digest);
        }
    }

    /// <summary>Keeps the raw copy of a record that no table takes.</summary>
    /// <param name="bytes">The record's bytes, well-formed.</param>
    /// <param name="record">The record's index in the input.</param>
    internal void KeepRaw(ReadOnlySpan<byte> bytes, int record)
    {
        if (!_settings.Limits.KeepRecords) { return; }
        _minified.Clear();
        JsonMinifier.Minify(bytes, _minified);
        var layout = RecordLayout.Of(_minified.Written);
        bytes = _origin.Complete(_minified.Written, in layout);
        layout = RecordLayout.Of(bytes);
        var day = DayOf(bytes, in layout);
        var sequence = IsSequence(layout.Sequence, bytes) ? TrimZeros(layout.Sequence.In(bytes)) : default;
        var eventId = layout.EventId.Length > 0 ? _buffers.Text.Unescape(bytes, layout.EventId) : HashedEventId(bytes);
        Batch.Raw.Add(bytes, eventId, sequence, day, record, XxHash128.HashToUInt128(bytes));
    }

    static int EventDay(ref readonly RecordHeader header) =>
        header.HasTime ? IsoTime.DayOf(RecordTime.FloorToMilliseconds(header.TimeMicros)) : UnknownDay;

    int DayOf(ReadOnlySpan<byte> bytes, ref readonly RecordLayout layout)
    {
        if (layout.Time < 0) { return UnknownDay; }
        var scanner = new JsonScanner(bytes, layout.Time);
        return RecordTime.Read(ref scanner, _buffers.Text, layout.IsExport, out var micros, out var known) && known
            ? IsoTime.DayOf(RecordTime.FloorToMilliseconds(micros))
            : UnknownDay;
    }

    bool CheckSize(ref JsonScanner scanner, int start) =>
        scanner.Position - start <= _settings.Limits.MaxRecordBytes || scanner.Fail(RecordError.RecordTooLarge);

    bool CheckSource(ref JsonScanner scanner, ref readonly RecordHeader header) =>
        _source is null || _source.Takes(header.Source(scanner.Bytes)) || scanner.Fail(RecordError.OtherSource);

    bool CheckOrder(ref JsonScanner scanner, ref RecordHeader header)
    {
        if (header.HasEventId && header.EventId.Length == 0) { return scanner.Fail(RecordError.EmptyEventId); }
        if (header.HasSequence && !IsSequence(header.Sequence, scanner.Bytes)) { return scanner.Fail(RecordError.BadSequence); }
        if (header.IsDated)
        {
            return header.Op == RecordOp.Item
                ? header.HasTime || TakeAsOf(ref scanner, ref header)
                : !header.HasTime ? scanner.Fail(RecordError.NoTime)
                : _origin.IsWriteTime(header.TimeMicros) || scanner.Fail(RecordError.OtherWindow);
        }
        if (_anyOrder) { return true; }
        if (Refusal(in header) is not null) { return !QuarantinesOtherOrders || scanner.Fail(RecordError.OtherOrder); }
        return Schema.Order == RecordOrder.Sequence
            ? header.HasSequence || scanner.Fail(RecordError.NoSequence)
            : header.HasTime || scanner.Fail(RecordError.NoTime);
    }

    bool TakeAsOf(ref JsonScanner scanner, ref RecordHeader header)
    {
        if (_origin.AsOf is not { } milliseconds) { return scanner.Fail(RecordError.NoAsOf); }
        (header.TimeMicros, header.HasTime) = (milliseconds * 1000, true);
        return true;
    }

    void AppendRow(
        ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> record, bool sawWhiteSpace, ref readonly RecordHeader header, int index, bool keep)
    {
        if (sawWhiteSpace)
        {
            _minified.Clear();
            JsonMinifier.Minify(record, _minified);
            record = _minified.Written;
        }
        record = Complete(record, in header);
        var digest = XxHash128.HashToUInt128(record);
        var row = Batch.Columns.RowCount;
        AppendEnvelope(bytes, record, in header);
        Batch.EndRow(index, record.Length, digest);
        foreach (var child in _children) { child.EndRows(Batch, row, _keys.Targets); }
        Batch.RescuedValues += _rescued.Count + _rescued.ChildCount;
        if (keep && _settings.Limits.KeepRecords)
        {
            Batch.Raw.Add(record, _eventId[row], NumberOf(_sequence[row]), EventDay(in header), index, digest);
        }
    }

    // With what is known of the record from outside.
    ReadOnlySpan<byte> Complete(ReadOnlySpan<byte> record, scoped ref readonly RecordHeader header) =>
        header.Op == RecordOp.Item ? (header.HasAsOf ? record : _origin.WithAsOf(record))
        : _origin.KinesisNumber.IsEmpty || header.IsExport || header.KinesisNumber.Length > 0 ? record
        : _origin.WithKinesisNumber(record);

    void AppendEnvelope(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> record, ref readonly RecordHeader header)
    {
        _op.Append(header.Op switch
        {
            RecordOp.Insert => "INSERT"u8,
            RecordOp.Modify => "MODIFY"u8,
            RecordOp.Remove => "REMOVE"u8,
            _ => "ITEM"u8,
        });
        AppendEventId(bytes, record, in header);
        _stream.Append(header.HasArn ? StreamLabel(_buffers.Text.Unescape(bytes, header.Arn)) : default);
        AppendSequence(bytes, in header);
        if (header.HasTime) { _eventTime.Append(RecordTime.FloorToMilliseconds(header.TimeMicros)); }
        _deleted.Append(header.IsDeletion);
        _ttl.Append(header.IsTtl);
        _schemaVersion.Append(Schema.Version);
        _rescued.AppendTo(_rescuedColumn);
    }

    void AppendEventId(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> record, ref readonly RecordHeader header)
    {
        if (header.HasEventId)
        {
            _eventId.Append(_buffers.Text.Unescape(bytes, header.EventId));
            return;
        }
        _eventId.Append(HashedEventId(record));
    }

    void AppendSequence(ReadOnlySpan<byte> bytes, ref readonly RecordHeader header)
    {
        if (header.IsDated) { return; }
        var number = header.KinesisNumber.Length > 0 ? header.KinesisNumber.In(bytes) : _origin.KinesisNumber;
        if (Schema.Order == RecordOrder.Sequence) { number = default; }
        var length = SequenceDigits + (number.IsEmpty ? 0 : 1 + RecordOrigin.KinesisDigits);
        var target = _sequence.Reserve(length);
        target.Fill((byte)'0');
        if (Schema.Order == RecordOrder.Sequence)
        {
            var digits = header.Sequence.In(bytes);
            digits.CopyTo(target[(SequenceDigits - digits.Length)..]);
        }
        else
        {
            // Years 1 to 1969 would break the text order, so they sort first.
            Span<byte> digits = stackalloc byte[20];
            Math.Max(0, header.TimeMicros).TryFormat(digits, out var count, default, CultureInfo.InvariantCulture);
            digits[..count].CopyTo(target[(SequenceDigits - count)..]);
        }
        if (!number.IsEmpty)
        {
            target[SequenceDigits] = LakeLayout.AfterTime;
            number.CopyTo(target[(length - number.Length)..]);
        }
        _sequence.Commit(length);
    }

    ReadOnlySpan<byte> HashedEventId(ReadOnlySpan<byte> record)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(record, hash);
        return EventIdOf(hash);
    }

    ReadOnlySpan<byte> EventIdOf(scoped ReadOnlySpan<byte> sha256)
    {
        Convert.TryToHexStringLower(sha256[..EventIdHashBytes], _hashedEventId.AsSpan(1), out _);
        return _hashedEventId;
    }

    // arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000
    static ReadOnlySpan<byte> StreamLabel(ReadOnlySpan<byte> arn)
    {
        var marker = arn.LastIndexOf("/stream/"u8);
        return marker < 0 ? default : arn[(marker + "/stream/"u8.Length)..];
    }

    static bool IsSequence(JsonText text, ReadOnlySpan<byte> bytes) =>
        text.Length is >= 1 and <= SequenceDigits && !text.In(bytes).ContainsAnyExceptInRange((byte)'0', (byte)'9');

    // The number in names: without the zeros, and of a time without the Kinesis number.
    static ReadOnlySpan<byte> NumberOf(ReadOnlySpan<byte> sequence) => TrimZeros(sequence[..Math.Min(SequenceDigits, sequence.Length)]);

    static ReadOnlySpan<byte> TrimZeros(ReadOnlySpan<byte> digits) =>
        digits.TrimStart((byte)'0') is { IsEmpty: false } trimmed ? trimmed : digits[..Math.Min(1, digits.Length)];
}
