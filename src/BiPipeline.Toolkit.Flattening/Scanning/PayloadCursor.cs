namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Iterates over the records of a payload. It knows their framing, not their content. The reader of a record finds its end, so that each
/// byte is read once: call <see cref="TryRead"/>, then <see cref="MoveTo"/> with the end. <see cref="TryIsolate"/> finds the end of a
/// record that can't be read.
/// </summary>
ref struct PayloadCursor
{
    readonly PayloadKind _kind;
    OnFailureCursor _onFailure;
    EventFrame _event;
    JsonScanner _scanner;

    internal PayloadCursor(ReadOnlySpan<byte> payload, PayloadKind kind)
    {
        _kind = kind;
        if (kind == PayloadKind.OnFailure)
        {
            _onFailure = new OnFailureCursor(payload);
            _event = EventFrame.Ended;
        }
        else { _scanner = new JsonScanner(payload, 0); }
    }

    /// <summary>Start of the current record.</summary>
    internal int Start { get; private set; }

    /// <summary>End of the current record; <see cref="TryIsolate"/> sets it.</summary>
    internal int End { get; private set; }

    /// <summary>Moves to the next record. Returns false at the end.</summary>
    /// <param name="record">Before the record. It also reaches the bytes after the record.</param>
    /// <exception cref="PayloadException">The payload can't be divided into records.</exception>
    internal bool TryRead(out JsonScanner record)
    {
        var found = _kind switch
        {
            PayloadKind.Event => _event.MoveToRecord(ref _scanner),
            PayloadKind.OnFailure => MoveInOnFailure(),
            _ => MoveInLines(),
        };
        Start = _scanner.Position;
        record = _scanner;
        return found;
    }

    /// <summary>Ends the current record.</summary>
    /// <param name="position">The end of the record.</param>
    internal void MoveTo(int position) => _scanner.Position = position;

    /// <summary>Finds the end of a record that can't be read.</summary>
    /// <param name="record">Has the error; on return of true, before the record again.</param>
    /// <returns>
    /// True when the caller must read the record again without the bytes after it, because its error must not depend on them. False when
    /// the error is final: in an event, only commas and brackets find the record's end.
    /// </returns>
    /// <exception cref="PayloadException">The record has no end, so the records after it can't be found.</exception>
    internal bool TryIsolate(ref JsonScanner record)
    {
        var bytes = _scanner.Bytes;
        if (_kind is PayloadKind.Event or PayloadKind.OnFailure)
        {
            End = RecordFraming.FindEnd(bytes, Start, bytes.Length);
            return End < 0 ? throw EventFrame.NotAnEvent(record.Error, record.ErrorPosition) : false;
        }
        End = EndOfLineRecord(bytes, Start);
        record = new JsonScanner(bytes[..End], Start);
        return true;
    }

    bool MoveInOnFailure()
    {
        while (!_event.MoveToRecord(ref _scanner))
        {
            if (!_onFailure.TryRead(out var payload)) { return false; }
            _scanner = new JsonScanner(payload, 0);
            _event = default;
        }
        return true;
    }

    bool MoveInLines()
    {
        _scanner.SkipWhiteSpace();
        return !_scanner.AtEnd;
    }

    // A JSON record ends with its JSON. Any other record ends with its line, because a JSON string never contains a line break.
    static int EndOfLineRecord(ReadOnlySpan<byte> payload, int start)
    {
        var scanner = new JsonScanner(payload, start);
        if (scanner.SkipValue()) { return scanner.Position; }
        var length = payload[start..].IndexOf((byte)'\n');
        return length < 0 ? payload.Length : start + length;
    }
}
