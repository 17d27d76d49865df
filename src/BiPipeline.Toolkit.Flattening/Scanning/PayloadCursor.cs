namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Goes through a payload record by record: it knows the frame around the records, not what they hold. Where a record ends is found by
/// whoever reads it, so that its bytes are looked at once: <see cref="TryRead"/>, then <see cref="MoveTo"/> its end. A record that can't be
/// read is cut out by <see cref="TryIsolate"/>.
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

    /// <summary>Where the current record begins.</summary>
    internal int Start { get; private set; }

    /// <summary>Where the current record ends; known once <see cref="TryIsolate"/> was called.</summary>
    internal int End { get; private set; }

    /// <summary>Moves to the next record; false when there is none left.</summary>
    /// <param name="record">Before the record; what follows the record is in reach.</param>
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
    /// <param name="position">Where it ends.</param>
    internal void MoveTo(int position) => _scanner.Position = position;

    /// <summary>Finds the end of a record that can't be read.</summary>
    /// <param name="record">Has the error; when the answer is true, before the record again.</param>
    /// <returns>
    /// True when the record is to be read once more, without what follows it, since its error must not depend on that. False when the error
    /// stands: in an event, commas and brackets are needed to find the record's end.
    /// </returns>
    /// <exception cref="PayloadException">The record has no end, so the records behind it can't be found.</exception>
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

    // A record that is JSON ends where its JSON does; anything else ends with its line, since no line break stands inside a JSON string.
    static int EndOfLineRecord(ReadOnlySpan<byte> payload, int start)
    {
        var scanner = new JsonScanner(payload, start);
        if (scanner.SkipValue()) { return scanner.Position; }
        var length = payload[start..].IndexOf((byte)'\n');
        return length < 0 ? payload.Length : start + length;
    }
}
