namespace BiPipeline.Toolkit.Flattening;

/// <summary>Tells a payload into records: the frame around them, whatever they hold.</summary>
sealed class PayloadReader(IRecordVisitor visitor)
{
    /// <summary>Shows each record of a payload to the visitor, in order.</summary>
    /// <exception cref="PayloadException">The payload can't be told into records.</exception>
    internal void Read(ReadOnlySpan<byte> payload, PayloadKind kind)
    {
        switch (kind)
        {
            case PayloadKind.Event:
                ReadEvent(payload);
                break;
            case PayloadKind.OnFailure:
                ReadOnFailure(payload);
                break;
            default:
                ReadLines(payload);
                break;
        }
    }

    void ReadEvent(ReadOnlySpan<byte> payload)
    {
        var scanner = new JsonScanner(payload, 0);
        scanner.SkipWhiteSpace();
        var read = scanner.Rest is [(byte)'[', ..] ? ReadArray(ref scanner) : ReadEventObject(ref scanner);
        scanner.SkipWhiteSpace();
        if (!read || (!scanner.AtEnd && !scanner.Fail(Fault.TrailingBytes)))
        {
            throw new PayloadException($"The payload is not a Lambda event: {FaultText.Of(scanner.Fault)}", scanner.FaultPosition);
        }
    }

    bool ReadEventObject(ref JsonScanner scanner)
    {
        if (!scanner.Take((byte)'{')) { return false; }
        if (scanner.TryTake((byte)'}')) { return true; }
        do
        {
            if (!scanner.ReadString(out var name) || !scanner.Take((byte)':')) { return false; }
            scanner.SkipWhiteSpace();
            if (!(name.In(scanner.Bytes).SequenceEqual("Records"u8) ? ReadRecords(ref scanner) : scanner.SkipValue())) { return false; }
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)'}');
    }

    // NULL is no records; anything else could be some, which must not go by as if they were stored.
    bool ReadRecords(ref JsonScanner scanner) => scanner.Rest switch
    {
        [(byte)'[', ..] => ReadArray(ref scanner),
        [(byte)'n', ..] => scanner.SkipValue(),
        _ => scanner.Fail(Fault.RecordsNotAList),
    };

    bool ReadArray(ref JsonScanner scanner)
    {
        if (!scanner.Take((byte)'[')) { return false; }
        if (scanner.TryTake((byte)']')) { return true; }
        do
        {
            scanner.SkipWhiteSpace();
            var start = scanner.Position;
            if (visitor.Read(ref scanner)) { continue; }

            var end = RecordFraming.FindEnd(scanner.Bytes, start, scanner.Bytes.Length);
            if (end < 0) { return false; }
            visitor.Reject(ref scanner, start, end);
        }
        while (scanner.TryTake((byte)','));
        return scanner.Take((byte)']');
    }

    void ReadLines(ReadOnlySpan<byte> payload)
    {
        var scanner = new JsonScanner(payload, 0);
        while (true)
        {
            scanner.SkipWhiteSpace();
            if (scanner.AtEnd) { return; }
            var start = scanner.Position;
            if (visitor.Read(ref scanner)) { continue; }

            // The fault is looked for again where the record ends, so that it does not depend on what follows.
            var end = EndOfLineRecord(payload, start);
            var alone = new JsonScanner(payload[..end], start);
            if (!visitor.Read(ref alone)) { visitor.Reject(ref alone, start, end); }
            scanner.Position = alone.Position;
        }
    }

    // A record that is JSON ends where its JSON does; anything else ends with its line, since no line break stands inside a JSON string.
    static int EndOfLineRecord(ReadOnlySpan<byte> payload, int start)
    {
        var scanner = new JsonScanner(payload, start);
        if (scanner.SkipValue()) { return scanner.Position; }
        var length = payload[start..].IndexOf((byte)'\n');
        return length < 0 ? payload.Length : start + length;
    }

    void ReadOnFailure(ReadOnlySpan<byte> payload)
    {
        var scanner = new JsonScanner(payload, 0);
        var found = false;
        var read = scanner.Take((byte)'{');
        while (read)
        {
            read = scanner.ReadString(out var name) && scanner.Take((byte)':');
            if (!read) { break; }
            scanner.SkipWhiteSpace();
            if (name.In(payload).SequenceEqual("payload"u8) && scanner.Rest is [(byte)'"', ..])
            {
                read = scanner.ReadString(out var text);
                if (!read) { break; }
                var decoded = new byte[text.Length];
                ReadEvent(decoded.AsSpan(0, JsonEscapes.Unescape(text.In(payload), decoded)));
                found = true;
            }
            else { read = scanner.SkipValue(); }
            if (!read || !scanner.TryTake((byte)',')) { break; }
        }
        if (!read) { throw new PayloadException($"The on-failure object is not JSON: {FaultText.Of(scanner.Fault)}", scanner.FaultPosition); }
        if (!found) { throw new PayloadException("The on-failure object has no payload; only destinations in S3 carry the event, and SQS or SNS messages must be replayed from the stream", 0); }
    }
}
