namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// Iterates over the records of a payload. It knows their framing, not their content. The reader of a record finds its end, so that each
/// byte is read once: call <see cref="TryRead"/>, then <see cref="MoveTo"/> with the end. <see cref="TryIsolate"/> finds the end of a
/// record that can't be read.
/// </summary>
ref struct PayloadCursor
{
    readonly PayloadKind _kind;
    readonly bool _isLast;
    OnFailureCursor _onFailure;
    EventFrame _event;
    RecordSequence _sequence;
    JsonScanner _scanner;

    internal PayloadCursor(ReadOnlySpan<byte> payload, PayloadKind kind)
    {
        (_kind, _isLast) = (kind, true);
        if (kind == PayloadKind.OnFailure)
        {
            _onFailure = new OnFailureCursor(payload);
            _event = EventFrame.Ended;
        }
        else { _scanner = new JsonScanner(payload, 0); }
    }

    /// <summary>Creates a cursor over a part of an input.</summary>
    /// <param name="payload">Whole records.</param>
    /// <param name="sequence">The state of the input at the start of the part.</param>
    /// <param name="isLast">Whether the input ends with the part.</param>
    internal PayloadCursor(ReadOnlySpan<byte> payload, RecordSequence sequence, bool isLast)
    {
        (_kind, _isLast, _sequence) = (PayloadKind.Lines, isLast, sequence);
        _scanner = new JsonScanner(payload, 0);
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
    /// <param name="position">The record's end.</param>
    internal void MoveTo(int position)
    {
        _scanner.Position = position;
        _sequence.EndRecord();
    }

    /// <summary>Finds the end of a record that can't be read, so that its error does not depend on what follows it.</summary>
    /// <param name="record">Has the error. Afterwards it is before the record, and its bytes end with the record.</param>
    /// <param name="limit">The largest record, in bytes.</param>
    /// <returns>False when the record is larger than the limit; its end is known anyway.</returns>
    /// <exception cref="PayloadException">The record has no end, so later records can't be found.</exception>
    internal bool TryIsolate(ref JsonScanner record, int limit)
    {
        var bytes = _scanner.Bytes;
        var isEvent = _kind is PayloadKind.Event or PayloadKind.OnFailure;
        var fits = isEvent ? TryEndEventRecord(record.Error, record.ErrorPosition, limit) : TryEndLineRecord(limit);
        record = new JsonScanner(bytes[..End], Start);
        return fits;
    }

    bool TryEndEventRecord(RecordError error, int position, int limit)
    {
        var bytes = _scanner.Bytes;
        End = RecordFraming.FindEnd(bytes, Start, bytes.Length);
        if (End >= 0) { return End - Start <= limit; }
        throw EventFrame.NotAnEvent(error == RecordError.None ? RecordError.UnexpectedEnd : error, position);
    }

    bool TryEndLineRecord(int limit)
    {
        var bytes = _scanner.Bytes;
        End = RecordFraming.FindEnd(bytes, Start, limit, _sequence.IsInList, isLast: true);
        if (End >= 0) { return true; }
        var finder = new RecordEndFinder();
        if (!finder.TryFind(bytes[Start..])) { finder.EndHere(); }
        End = Start + (int)finder.End;
        return false;
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
        // All records are complete, so later bytes are not needed.
        if (_sequence.TryMove(_scanner.Bytes, ref _scanner.Position, isLast: true)) { return true; }
        return _isLast && _sequence.IsInDocument ? throw EventFrame.NotAnEvent(RecordError.UnexpectedEnd, _scanner.Position) : false;
    }
}
