using System.Buffers;
using System.Buffers.Text;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>The positions of a record's parts: all that is needed to find its table.</summary>
struct RecordLayout
{
    JsonText _data;
    JsonText _kinesisSequence;
    JsonText _arn;
    JsonText _tableName;
    JsonText _region;
    Range _wrapped;
    bool _hasData;
    bool _hasAsOf;
    bool _hasKinesisNumber;

    RecordLayout(int time) => Time = time;

    internal RecordWrapping Wrapping { get; private set; }

    internal bool HasEventName { get; private set; }

    internal bool IsInsert { get; private set; }

    internal bool IsModify { get; private set; }

    internal bool IsRemove { get; private set; }

    /// <summary>Whether the stream's view type has old images; null when the record does not name it.</summary>
    internal bool? HasOldImages { get; private set; }

    internal bool IsExport { get; private set; }

    internal JsonText EventId { get; private set; }

    internal JsonText Sequence { get; private set; }

    /// <summary>Position of the record's time; -1 if there is none.</summary>
    internal int Time { get; private set; }

    /// <summary>Keys, images and items, each with its braces; empty for a missing part.</summary>
    internal Range Keys { get; private set; }

    internal Range NewImage { get; private set; }

    internal Range OldImage { get; private set; }

    internal Range Item { get; private set; }

    /// <summary>Whether the record is an item without a time.</summary>
    internal readonly bool IsUndatedItem => !Item.Equals(default) && !_hasAsOf;

    /// <summary>Whether the record is a change without the number of its Kinesis record.</summary>
    internal readonly bool IsUnnumbered => HasEventName && Item.Equals(default) && !IsExport && !_hasKinesisNumber;

    /// <summary>The record's form.</summary>
    internal readonly RecordKind Kind => Wrapping switch
    {
        RecordWrapping.Kinesis => RecordKind.Kinesis,
        not RecordWrapping.None => RecordKind.Quarantine,
        _ => !Item.Equals(default) ? RecordKind.Item : IsExport ? RecordKind.IncrementalExport : RecordKind.Stream,
    };

    internal readonly ReadOnlySpan<byte> KinesisSequenceNumber(ReadOnlySpan<byte> bytes) => _kinesisSequence.In(bytes);

    internal readonly ReadOnlySpan<byte> SequenceNumber(ReadOnlySpan<byte> bytes) => Sequence.In(bytes);

    /// <summary>Returns the DynamoDB table and Region that the record names.</summary>
    internal readonly StreamSource Source(ReadOnlySpan<byte> bytes) => new(_arn.In(bytes), _tableName.In(bytes), _region.In(bytes));

    /// <summary>Reads the layout of a record. Returns false when it is not a JSON object.</summary>
    internal static bool TryRead(ref JsonScanner scanner, out RecordLayout layout)
    {
        layout = new RecordLayout(time: -1);
        scanner.SkipWhiteSpace();
        var isObject = scanner.Rest is [(byte)'{', ..];
        return isObject ? layout.ReadMembers(ref scanner, LayoutLevel.Record) : scanner.Fail(RecordError.NotAnObject);
    }

    /// <summary>Returns the layout of a well-formed record.</summary>
    internal static RecordLayout Of(ReadOnlySpan<byte> record)
    {
        var scanner = new JsonScanner(record, 0);
        _ = TryRead(ref scanner, out var layout);
        return layout;
    }

    /// <summary>Moves all positions to those in a copy of the record, so that the copy need not be read again.</summary>
    /// <param name="start">Start of the record in the bytes of the layout; the copy starts at 0.</param>
    /// <param name="edits">What the copy has otherwise, in the record's order. All are inside of keys, images and items.</param>
    internal void Move(int start, IReadOnlyList<RecordEdit> edits)
    {
        _arn = Moved(_arn, start, edits);
        _tableName = Moved(_tableName, start, edits);
        _region = Moved(_region, start, edits);
        EventId = Moved(EventId, start, edits);
        Sequence = Moved(Sequence, start, edits);
        if (Time >= 0) { Time = Moved(Time, start, edits); }
        Keys = Moved(Keys, start, edits);
        NewImage = Moved(NewImage, start, edits);
        OldImage = Moved(OldImage, start, edits);
        Item = Moved(Item, start, edits);
    }

    static JsonText Moved(JsonText text, int start, IReadOnlyList<RecordEdit> edits) =>
        text.Length == 0 ? default : text with { Start = Moved(text.Start, start, edits) };

    static Range Moved(Range range, int start, IReadOnlyList<RecordEdit> edits) =>
        range.Equals(default) ? default : Moved(range.Start.Value, start, edits)..Moved(range.End.Value, start, edits);

    static int Moved(int position, int start, IReadOnlyList<RecordEdit> edits)
    {
        var moved = position - start;
        for (var i = 0; i < edits.Count && edits[i].End <= position - start; i++) { moved += edits[i].Growth; }
        return moved;
    }

    /// <summary>Writes the record inside, as UTF-8 JSON.</summary>
    /// <returns><see cref="RecordError.None"/>, or why there is none.</returns>
    internal readonly RecordError Unwrap(ReadOnlySpan<byte> bytes, ReusableBuffer output)
    {
        if (Wrapping == RecordWrapping.QuarantinedJson)
        {
            output.Add(bytes[_wrapped]);
            return RecordError.None;
        }
        if (!_hasData) { return RecordError.NoData; }
        var text = output.GetSpan(_data.Length)[.._data.Length];
        var length = JsonEscapes.Unescape(_data.In(bytes), text);
        if (Wrapping != RecordWrapping.QuarantinedText && Base64.DecodeFromUtf8InPlace(text[..length], out length) != OperationStatus.Done)
        {
            return RecordError.BadBase64;
        }
        output.Advance(length);
        return RecordError.None;
    }

    bool ReadMembers(ref JsonScanner scanner, LayoutLevel level)
    {
        if (!scanner.Take((byte)'{')) { return false; }
        if (scanner.TryTake((byte)'}')) { return true; }
        do
        {
            if (!scanner.ReadString(out var name) || !scanner.Take((byte)':')) { return false; }
            scanner.SkipWhiteSpace();
            var start = scanner.Position;
            var isObject = scanner.Rest is [(byte)'{', ..];
            var isText = scanner.Rest is [(byte)'"', ..];
            var member = name.In(scanner.Bytes);
            if (isObject && level == LayoutLevel.Record && LevelOf(member) is { } below)
            {
                if (below == LayoutLevel.Kinesis) { Wrapping = RecordWrapping.Kinesis; }
                IsExport |= below == LayoutLevel.Metadata;
                if (!ReadMembers(ref scanner, below)) { return false; }
                continue;
            }
            if (IsTime(member, level)) { Time = start; }
            if (level == LayoutLevel.Record) { FindOrigin(member, start, isText); }
            if (!scanner.SkipValue()) { return false; }
            if (isObject) { TakeObject(member, start..scanner.Position, level); }
            else if (isText)
            {
                TakeText(member, new JsonText(start + 1, scanner.Position - start - 2, Escaped: true), level, scanner.Bytes);
            }
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)'}');
    }

    static LayoutLevel? LevelOf(ReadOnlySpan<byte> member) =>
        member.SequenceEqual("dynamodb"u8) ? LayoutLevel.Change
        : member.SequenceEqual("kinesis"u8) ? LayoutLevel.Kinesis
        : member.SequenceEqual("Metadata"u8) ? LayoutLevel.Metadata
        : null;

    static bool IsTime(ReadOnlySpan<byte> member, LayoutLevel level) => level switch
    {
        LayoutLevel.Change => member.SequenceEqual("ApproximateCreationDateTime"u8),
        LayoutLevel.Metadata => member.SequenceEqual("WriteTimestampMicros"u8),
        _ => false,
    };

    void FindOrigin(ReadOnlySpan<byte> member, int start, bool isText)
    {
        if (member.SequenceEqual("asOf"u8))
        {
            _hasAsOf = true;
            if (isText && Time < 0) { Time = start; }
        }
        else if (member.SequenceEqual("kinesisSequenceNumber"u8)) { _hasKinesisNumber = true; }
    }

    void TakeObject(ReadOnlySpan<byte> member, Range range, LayoutLevel level)
    {
        if (level is not (LayoutLevel.Record or LayoutLevel.Change)) { return; }
        if (member.SequenceEqual("Keys"u8)) { Keys = range; }
        else if (member.SequenceEqual("NewImage"u8)) { NewImage = range; }
        else if (member.SequenceEqual("OldImage"u8)) { OldImage = range; }
        else if (level == LayoutLevel.Change) { return; }
        else if (member.SequenceEqual("Item"u8)) { Item = range; }
        else if (member.SequenceEqual("record"u8)) { (Wrapping, _wrapped) = (RecordWrapping.QuarantinedJson, range); }
    }

    void TakeText(ReadOnlySpan<byte> member, JsonText text, LayoutLevel level, ReadOnlySpan<byte> bytes)
    {
        switch (level)
        {
            case LayoutLevel.Change when member.SequenceEqual("SequenceNumber"u8):
                Sequence = text;
                break;
            case LayoutLevel.Change when member.SequenceEqual("StreamViewType"u8):
                HasOldImages = text.In(bytes).SequenceEqual("NEW_AND_OLD_IMAGES"u8) || text.In(bytes).SequenceEqual("OLD_IMAGE"u8);
                break;
            case LayoutLevel.Kinesis when member.SequenceEqual("sequenceNumber"u8):
                _kinesisSequence = text;
                break;
            case LayoutLevel.Kinesis when member.SequenceEqual("data"u8):
                (_data, _hasData) = (text, true);
                break;
            case LayoutLevel.Record:
                TakeRecordText(member, text, bytes);
                break;
        }
    }

    void TakeRecordText(ReadOnlySpan<byte> member, JsonText text, ReadOnlySpan<byte> bytes)
    {
        if (member.SequenceEqual("eventSourceARN"u8)) { _arn = text; }
        else if (member.SequenceEqual("tableName"u8)) { _tableName = text; }
        else if (member.SequenceEqual("awsRegion"u8)) { _region = text; }
        else if (member.SequenceEqual("eventID"u8)) { EventId = text; }
        else if (member.SequenceEqual("eventName"u8)) { TakeEventName(text.In(bytes)); }
        else if (member.SequenceEqual("record"u8)) { (Wrapping, _data, _hasData) = (RecordWrapping.QuarantinedText, text, true); }
        else if (member.SequenceEqual("record_base64"u8)) { (Wrapping, _data, _hasData) = (RecordWrapping.QuarantinedBytes, text, true); }
    }

    void TakeEventName(ReadOnlySpan<byte> name)
    {
        HasEventName = true;
        IsInsert = name.SequenceEqual("INSERT"u8);
        IsModify = name.SequenceEqual("MODIFY"u8);
        IsRemove = name.SequenceEqual("REMOVE"u8);
    }
}
