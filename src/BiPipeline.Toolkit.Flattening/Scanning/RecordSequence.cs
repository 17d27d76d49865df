using System.Buffers.Binary;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// The state of the input between records. Records follow each other, or are in lists of documents (Lambda events, arrays, scan output),
/// in any mixture. Skips white space, commas and byte order marks between records. A copy is a place to continue from.
/// </summary>
struct RecordSequence
{
    // No known form has a list that begins later.
    const int MaxHeadBytes = 64 * 1024;
    const int MaxHeadMembers = 16;

    ulong _plain;
    Place _place;
    bool _hasElement;
    bool _hasComma;
    bool _hasLineBreak;

    enum Place
    {
        Outside = 0,
        InArray,
        InMember,
        AfterMember,
    }

    /// <summary>Whether the next record, if there is one, is an element of a list.</summary>
    internal readonly bool IsInList => _place is Place.InArray or Place.InMember;

    /// <summary>Whether a document is open.</summary>
    internal readonly bool IsInDocument => _place != Place.Outside;

    static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Moves to the next record.</summary>
    /// <param name="bytes">The input, or a part of it.</param>
    /// <param name="position">After the previous record; afterwards at the next record, or where more bytes are needed.</param>
    /// <param name="isLast">Whether the input ends with the bytes.</param>
    /// <returns>False at the end, or when more bytes are needed.</returns>
    internal bool TryMove(ReadOnlySpan<byte> bytes, ref int position, bool isLast)
    {
        while (true)
        {
            if (_place == Place.AfterMember && !TryLeave(bytes, ref position, isLast)) { return false; }
            SkipSeparators(bytes, ref position);
            if (position >= bytes.Length) { return false; }
            var value = bytes[position];
            if (_place == Place.Outside)
            {
                if (value is not ((byte)'{' or (byte)'[')) { return true; }
                switch (Enter(bytes, ref position, isLast))
                {
                    case true: continue;
                    case false: return true;
                    default: return false;
                }
            }
            if (value == ']')
            {
                position++;
                _place = _place == Place.InArray ? Place.Outside : Place.AfterMember;
                continue;
            }
            // Elements have a comma between them. Without it, the list is truncated, and the next line begins another document.
            if (_hasElement && !_hasComma && _hasLineBreak && value is (byte)'{' or (byte)'[')
            {
                _place = Place.Outside;
                continue;
            }
            return true;
        }
    }

    /// <summary>Ends the current record.</summary>
    internal void EndRecord() => (_hasElement, _hasComma, _hasLineBreak) = (true, false, false);

    // The skipped bytes are part of the state: a chunk may end between a comma and the next record.
    void SkipSeparators(ReadOnlySpan<byte> bytes, ref int position)
    {
        while (position < bytes.Length)
        {
            switch (bytes[position])
            {
                case (byte)',':
                    _hasComma = true;
                    position++;
                    break;
                case (byte)'\n':
                    _hasLineBreak = true;
                    position++;
                    break;
                case (byte)' ' or (byte)'\t' or (byte)'\r':
                    position++;
                    break;
                case 0xEF when bytes[position..].StartsWith(ByteOrderMark):
                    position += ByteOrderMark.Length;
                    break;
                default:
                    return;
            }
        }
    }

    // True when the document contains a list of records, false when it is a record, null when more bytes are needed.
    bool? Enter(ReadOnlySpan<byte> bytes, ref int position, bool isLast)
    {
        var rest = bytes[position..];
        if (BinaryPrimitives.TryReadUInt64LittleEndian(rest, out var opening) && opening == _plain) { return false; }
        if (rest[0] == '[')
        {
            position++;
            (_place, _hasElement) = (Place.InArray, false);
            return true;
        }
        if (RecordHead.IsRecord(rest))
        {
            _plain = opening;
            return false;
        }
        var head = RecordHead.FindList(rest[..Math.Min(rest.Length, MaxHeadBytes)], MaxHeadMembers, isLast || rest.Length >= MaxHeadBytes);
        if (head is not { } length) { return null; }
        if (length == 0) { return false; }
        position += length;
        (_place, _hasElement) = (Place.InMember, false);
        return true;
    }

    // Skips the rest of the document after the list.
    bool TryLeave(ReadOnlySpan<byte> bytes, ref int position, bool isLast)
    {
        var finder = new RecordEndFinder(depth: 1, last: (byte)']');
        if (!finder.TryFind(bytes[position..]))
        {
            if (isLast) { position = bytes.Length; }
            return false;
        }
        position += (int)finder.End;
        _place = Place.Outside;
        return true;
    }
}
