namespace BiPipeline.Toolkit.Flattening;

/// <summary>The read position in the frame of a Lambda event, <c>{"Records":[…]}</c> or only the array.</summary>
struct EventFrame
{
    Place _place;
    bool _isArray;

    enum Place
    {
        BeforeEvent = 0,
        AtMember,
        AfterMember,
        AtRecord,
        AfterRecord,
        AfterEvent,
        Ended,
    }

    /// <summary>An event without further records.</summary>
    internal static EventFrame Ended => new() { _place = Place.Ended };

    /// <summary>Creates the exception for bytes that are not an event.</summary>
    internal static PayloadException NotAnEvent(RecordError error, int position) =>
        new($"The payload is not a Lambda event: {RecordErrorText.Of(error)}", position);

    /// <summary>Moves to the next record. Returns false at the end.</summary>
    /// <param name="scanner">After the previous record; on return, before the next.</param>
    /// <exception cref="PayloadException">The bytes are not an event.</exception>
    internal bool MoveToRecord(ref JsonScanner scanner)
    {
        while (_place != Place.Ended)
        {
            if (_place == Place.AtRecord)
            {
                scanner.SkipWhiteSpace();
                _place = Place.AfterRecord;
                return true;
            }
            if (!TryAdvance(ref scanner)) { throw NotAnEvent(scanner.Error, scanner.ErrorPosition); }
        }
        return false;
    }

    bool TryAdvance(ref JsonScanner scanner) => _place switch
    {
        Place.BeforeEvent => TryOpenEvent(ref scanner),
        Place.AtMember => TryReadMember(ref scanner),
        Place.AfterMember => TryContinue(ref scanner, Place.AtMember, (byte)'}', Place.AfterEvent),
        Place.AfterRecord => TryContinue(ref scanner, Place.AtRecord, (byte)']', AfterRecords),
        _ => TryEnd(ref scanner),
    };

    readonly Place AfterRecords => _isArray ? Place.AfterEvent : Place.AfterMember;

    bool TryOpenEvent(ref JsonScanner scanner)
    {
        scanner.SkipWhiteSpace();
        _isArray = scanner.Rest is [(byte)'[', ..];
        return _isArray ? TryOpenRecords(ref scanner) : TryOpen(ref scanner, (byte)'{', Place.AtMember, (byte)'}', Place.AfterEvent);
    }

    bool TryReadMember(ref JsonScanner scanner)
    {
        if (!scanner.ReadString(out var name) || !scanner.Take((byte)':')) { return false; }
        scanner.SkipWhiteSpace();
        _place = Place.AfterMember;
        if (!name.In(scanner.Bytes).SequenceEqual("Records"u8)) { return scanner.SkipValue(); }
        // NULL means no records. Another value may contain records, so it must not be ignored.
        return scanner.Rest switch
        {
            [(byte)'[', ..] => TryOpenRecords(ref scanner),
            [(byte)'n', ..] => scanner.SkipValue(),
            _ => scanner.Fail(RecordError.RecordsNotAList),
        };
    }

    bool TryOpenRecords(ref JsonScanner scanner) => TryOpen(ref scanner, (byte)'[', Place.AtRecord, (byte)']', AfterRecords);

    bool TryOpen(ref JsonScanner scanner, byte opening, Place first, byte closing, Place after)
    {
        if (!scanner.Take(opening)) { return false; }
        _place = scanner.TryTake(closing) ? after : first;
        return true;
    }

    bool TryContinue(ref JsonScanner scanner, Place next, byte closing, Place after)
    {
        var hasNext = scanner.TryTake((byte)',');
        _place = hasNext ? next : after;
        return hasNext || scanner.Take(closing);
    }

    bool TryEnd(ref JsonScanner scanner)
    {
        scanner.SkipWhiteSpace();
        _place = Place.Ended;
        return scanner.AtEnd || scanner.Fail(RecordError.TrailingBytes);
    }
}
