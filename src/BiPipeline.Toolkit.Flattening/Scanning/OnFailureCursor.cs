namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Iterates over the members of a Lambda on-failure object that contain an event: <c>payload</c> as text, <c>requestPayload</c> as JSON.
/// </summary>
ref struct OnFailureCursor(ReadOnlySpan<byte> bytes)
{
    JsonScanner _scanner = new(bytes, 0);
    bool _begun;
    bool _found;

    /// <summary>Moves to the next event. Returns false at the end.</summary>
    /// <exception cref="PayloadException">The object is not JSON, or has no event.</exception>
    internal bool TryRead(out ReadOnlySpan<byte> payload)
    {
        payload = default;
        while (MoveToMember())
        {
            if (!TryReadMember(out payload)) { throw NotJson(); }
            if (payload.IsEmpty) { continue; }
            _found = true;
            return true;
        }
        return _found ? false : throw NoPayload();
    }

    readonly PayloadException NotJson() =>
        new($"The on-failure object is not JSON: {RecordErrorText.Of(_scanner.Error)}", _scanner.ErrorPosition);

    static PayloadException NoPayload() => new(
        "The on-failure object has no payload; expected an object from an S3 destination."
        + " Replay the records of SQS and SNS messages from the stream",
        0);

    bool MoveToMember()
    {
        if (_begun) { return _scanner.TryTake((byte)','); }
        _begun = true;
        // A missing brace is an error of the first member.
        _ = _scanner.Take((byte)'{');
        return true;
    }

    // The payload is empty for any other member.
    bool TryReadMember(out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (_scanner.Error != RecordError.None || !_scanner.ReadString(out var name) || !_scanner.Take((byte)':')) { return false; }
        _scanner.SkipWhiteSpace();
        var member = name.In(_scanner.Bytes);
        var start = _scanner.Position;
        if (member.SequenceEqual("payload"u8) && _scanner.Rest is [(byte)'"', ..])
        {
            if (!_scanner.ReadString(out var text)) { return false; }
            var unescaped = new byte[text.Length];
            payload = unescaped.AsSpan(0, JsonEscapes.Unescape(text.In(_scanner.Bytes), unescaped));
            return true;
        }
        var isEvent = member.SequenceEqual("requestPayload"u8) && _scanner.Rest is [(byte)'{' or (byte)'[', ..];
        if (!_scanner.SkipValue()) { return false; }
        if (isEvent) { payload = _scanner.Bytes[start.._scanner.Position]; }
        return true;
    }
}
