using System.Buffers;
using System.Buffers.Text;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>The positions of a record's parts: all that is needed to find its table.</summary>
struct RecordLayout
{
    JsonText _data;
    JsonText _kinesisSequence;
    JsonText _arn;
    Range _wrapped;

    RecordLayout(int time) => Time = time;

    internal RecordWrapping Wrapping { get; private set; }

    internal bool IsModify { get; private set; }

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

    internal readonly ReadOnlySpan<byte> KinesisSequenceNumber(ReadOnlySpan<byte> bytes) => _kinesisSequence.In(bytes);

    internal readonly ReadOnlySpan<byte> SequenceNumber(ReadOnlySpan<byte> bytes) => Sequence.In(bytes);

    /// <summary>Returns the DynamoDB table's name from the stream's ARN; empty if there is none.</summary>
    internal readonly ReadOnlySpan<byte> SourceTable(ReadOnlySpan<byte> bytes)
    {
        var arn = _arn.In(bytes);
        var start = arn.IndexOf(":table/"u8);
        if (start < 0) { return default; }
        arn = arn[(start + ":table/"u8.Length)..];
        var end = arn.IndexOf((byte)'/');
        return end < 0 ? arn : arn[..end];
    }

    /// <summary>Reads the layout of a record. Returns false when it is not a JSON object.</summary>
    internal static bool TryRead(ref JsonScanner scanner, out RecordLayout layout)
    {
        layout = new RecordLayout(time: -1);
        scanner.SkipWhiteSpace();
        return scanner.Rest is [(byte)'{', ..] ? layout.ReadMembers(ref scanner) : scanner.Fail(RecordError.NotAnObject);
    }

    /// <summary>Returns the layout of a well-formed record.</summary>
    internal static RecordLayout Of(ReadOnlySpan<byte> record)
    {
        var scanner = new JsonScanner(record, 0);
        _ = TryRead(ref scanner, out var layout);
        return layout;
    }

    /// <summary>Gets the record inside the envelope, as UTF-8 JSON. Returns false when its encoding is invalid.</summary>
    internal readonly bool TryUnwrap(ReadOnlySpan<byte> bytes, ReusableBuffer output)
    {
        if (Wrapping == RecordWrapping.QuarantinedJson)
        {
            output.Add(bytes[_wrapped]);
            return true;
        }
        var text = output.GetSpan(_data.Length)[.._data.Length];
        var length = JsonEscapes.Unescape(_data.In(bytes), text);
        if (Wrapping != RecordWrapping.QuarantinedText && Base64.DecodeFromUtf8InPlace(text[..length], out length) != OperationStatus.Done)
        {
            return false;
        }
        output.Advance(length);
        return true;
    }

    bool ReadMembers(ref JsonScanner scanner)
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
            if (member.SequenceEqual("ApproximateCreationDateTime"u8) || member.SequenceEqual("WriteTimestampMicros"u8)) { Time = start; }
            if (isObject && (member.SequenceEqual("dynamodb"u8) || member.SequenceEqual("kinesis"u8) || member.SequenceEqual("Metadata"u8)))
            {
                if (member.SequenceEqual("kinesis"u8)) { Wrapping = RecordWrapping.Kinesis; }
                IsExport |= member.SequenceEqual("Metadata"u8);
                if (!ReadMembers(ref scanner)) { return false; }
                continue;
            }
            if (!scanner.SkipValue()) { return false; }
            if (isObject) { TakeObject(member, start..scanner.Position); }
            else if (isText) { TakeText(member, new JsonText(start + 1, scanner.Position - start - 2, Escaped: true), scanner.Bytes); }
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)'}');
    }

    void TakeObject(ReadOnlySpan<byte> member, Range range)
    {
        if (member.SequenceEqual("Keys"u8)) { Keys = range; }
        else if (member.SequenceEqual("NewImage"u8)) { NewImage = range; }
        else if (member.SequenceEqual("OldImage"u8)) { OldImage = range; }
        else if (member.SequenceEqual("Item"u8)) { Item = range; }
        else if (member.SequenceEqual("record"u8)) { (Wrapping, _wrapped) = (RecordWrapping.QuarantinedJson, range); }
    }

    void TakeText(ReadOnlySpan<byte> member, JsonText text, ReadOnlySpan<byte> bytes)
    {
        if (member.SequenceEqual("SequenceNumber"u8)) { Sequence = text; }
        else if (member.SequenceEqual("sequenceNumber"u8)) { _kinesisSequence = text; }
        else if (member.SequenceEqual("eventSourceARN"u8)) { _arn = text; }
        else if (member.SequenceEqual("eventID"u8)) { EventId = text; }
        else if (member.SequenceEqual("eventName"u8)) { IsModify = text.In(bytes).SequenceEqual("MODIFY"u8); }
        else if (member.SequenceEqual("data"u8)) { _data = text; }
        else if (member.SequenceEqual("record"u8)) { (Wrapping, _data) = (RecordWrapping.QuarantinedText, text); }
        else if (member.SequenceEqual("record_base64"u8)) { (Wrapping, _data) = (RecordWrapping.QuarantinedBytes, text); }
    }
}
