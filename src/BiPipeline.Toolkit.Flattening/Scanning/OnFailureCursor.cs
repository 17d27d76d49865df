namespace BiPipeline.Toolkit.Flattening;

/// <summary>Iterates over the members of a Lambda on-failure object that contain an event as text.</summary>
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
            if (!TryReadMember(out var text, out var isPayload)) { throw NotJson(); }
            if (!isPayload) { continue; }
            _found = true;
            var unescaped = new byte[text.Length];
            payload = unescaped.AsSpan(0, JsonEscapes.Unescape(text.In(_scanner.Bytes), unescaped));
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

    bool TryReadMember(out JsonText text, out bool isPayload)
    {
        (text, isPayload) = (default, false);
        if (_scanner.Error != RecordError.None || !_scanner.ReadString(out var name) || !_scanner.Take((byte)':')) { return false; }
        _scanner.SkipWhiteSpace();
        isPayload = name.In(_scanner.Bytes).SequenceEqual("payload"u8) && _scanner.Rest is [(byte)'"', ..];
        return isPayload ? _scanner.ReadString(out text) : _scanner.SkipValue();
    }
}
