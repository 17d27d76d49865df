using System.Buffers.Binary;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads the members of a map of attribute values, each with its reader.</summary>
sealed class MembersReader(MemberRules rules)
{
    const ushort ValueOpening = '{' | ('"' << 8);

    readonly MemberTable _members = new(remembersUnknown: true);

    internal void Add(string name, AttributeReader reader) => _members.Add(name, reader);

    /// <summary>Reads the members and the closing brace; the position is after the opening brace.</summary>
    /// <param name="scanner">On return, after the closing brace, unless the outcome is <see cref="Outcome.TypeMismatch"/>.</param>
    /// <param name="row">The row, in the scope of the map.</param>
    /// <param name="depth">Number of lists and maps around the members, including this map.</param>
    internal Outcome Read(ref JsonScanner scanner, in RowScope row, int depth)
    {
        if (depth > row.Settings.MaxDepth) { return scanner.Malformed(RecordError.TooDeep); }
        if (scanner.TryTake((byte)'}')) { return Outcome.Accepted; }

        var mark = ++row.Buffers.ObjectNumber;
        var unnamed = -1;
        Member? previous = null;
        while (true)
        {
            var guess = _members.Guess(previous);
            var outcome = guess is { ReadsScalar: true } && guess.Mark != mark && TryOpen(ref scanner, guess, out var start, out var tag)
                ? ReadGuessed(ref scanner, row, previous = guess, start, tag, mark, depth)
                : ReadAny(ref scanner, row, ref previous, ref unnamed, mark, depth);
            if (outcome is Outcome.Malformed or Outcome.TypeMismatch) { return outcome; }

            if ((uint)scanner.Position < (uint)scanner.Bytes.Length && scanner.Bytes[scanner.Position] == ',')
            {
                scanner.Position++;
                continue;
            }
            if (scanner.TryTake((byte)',')) { continue; }
            return scanner.Take((byte)'}') ? Outcome.Accepted : Outcome.Malformed;
        }
    }

    // The usual member: where the record before had it, a text or a number with a column, in compact JSON.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool TryOpen(ref JsonScanner scanner, Member guess, out int start, out AttributeTag tag)
    {
        var before = scanner.Position;
        start = before;
        tag = default;
        if (!guess.Opening.Starts(scanner.Rest)) { return false; }
        scanner.Position = start = before + guess.Opening.Length;
        if (AttributeScanner.TryOpenScalar(ref scanner, out tag)) { return true; }
        scanner.Position = before;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Outcome ReadGuessed(ref JsonScanner scanner, in RowScope row, Member member, int start, AttributeTag tag, long mark, int depth)
    {
        member.Mark = mark;
        var outcome = member.Reader!.Read(ref scanner, row, tag, depth);
        return outcome switch
        {
            Outcome.TypeMismatch => ReadMismatch(ref scanner, row, member.NameBefore(start), start, depth),
            Outcome.Malformed => outcome,
            _ => AttributeScanner.Close(ref scanner) ? outcome : Outcome.Malformed,
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    Outcome ReadAny(ref JsonScanner scanner, in RowScope row, ref Member? previous, ref int unnamed, long mark, int depth)
    {
        if (!_members.ReadName(ref scanner, ref previous, out var member, out var name)) { return Outcome.Malformed; }
        if (member is not null)
        {
            if (member.Mark == mark) { return scanner.Malformed(RecordError.DuplicateMember); }
            member.Mark = mark;
        }
        else if (!AddName(scanner.Bytes, row, name, ref unnamed)) { return scanner.Malformed(RecordError.DuplicateMember); }
        return OpenValue(ref scanner, out var start, out var tag)
            ? ReadMember(ref scanner, row, member, name, start, tag, depth)
            : Outcome.Malformed;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool OpenValue(ref JsonScanner scanner, out int start, out AttributeTag tag)
    {
        start = scanner.Position;
        if (AttributeScanner.TryOpenScalar(ref scanner, out tag)) { return true; }
        if (BinaryPrimitives.TryReadUInt16LittleEndian(scanner.Rest, out var opening) && opening == ValueOpening)
        {
            scanner.Position += sizeof(ushort);
            return AttributeScanner.OpenTag(ref scanner, out tag);
        }
        return OpenValueSlowly(ref scanner, out start, out tag);
    }

    static bool OpenValueSlowly(ref JsonScanner scanner, out int start, out AttributeTag tag)
    {
        scanner.SkipWhiteSpace();
        start = scanner.Position;
        return AttributeScanner.TryOpenScalar(ref scanner, out tag)
            || AttributeScanner.TryOpenSpacedScalar(ref scanner, out tag)
            || AttributeScanner.Open(ref scanner, out tag);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Outcome ReadMember(
        ref JsonScanner scanner, in RowScope row, Member? member, JsonText name, int start, AttributeTag tag, int depth)
    {
        if (member?.Reader is not { } reader) { return ReadUnknown(ref scanner, row, name, start, tag, depth); }
        if (member.ReadsContainer) { return ReadContainer(ref scanner, row, reader, name, start, tag, depth); }

        var outcome = reader.Read(ref scanner, row, tag, depth);
        return outcome switch
        {
            Outcome.TypeMismatch => ReadMismatch(ref scanner, row, name, start, depth),
            Outcome.Malformed => outcome,
            _ => AttributeScanner.Close(ref scanner) ? outcome : Outcome.Malformed,
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    Outcome ReadContainer(
        ref JsonScanner scanner, in RowScope row, AttributeReader reader, JsonText name, int start, AttributeTag tag, int depth)
    {
        var before = row.Rescued.Save();
        var outcome = reader.Read(ref scanner, row.Member(name), tag, depth);
        if (outcome == Outcome.TypeMismatch)
        {
            // The whole value is rescued, so no part of it is rescued again.
            row.Rescued.RollBackTo(before);
            return ReadMismatch(ref scanner, row, name, start, depth);
        }
        return outcome == Outcome.Malformed || AttributeScanner.Close(ref scanner) ? outcome : Outcome.Malformed;
    }

    Outcome ReadMismatch(ref JsonScanner scanner, in RowScope row, JsonText name, int start, int depth)
    {
        if (rules == MemberRules.Struct) { return Outcome.TypeMismatch; }
        if (rules == MemberRules.Keys) { return scanner.Malformed(RecordError.KeyTypeMismatch); }
        scanner.Position = start;
        if (!AttributeSkipper.Skip(ref scanner, row, depth)) { return Outcome.Malformed; }
        row.RescueMember(ref scanner, name, start);
        return Outcome.Accepted;
    }

    Outcome ReadUnknown(ref JsonScanner scanner, in RowScope row, JsonText name, int start, AttributeTag tag, int depth)
    {
        if (rules == MemberRules.Keys) { return scanner.Malformed(RecordError.KeyUnexpected); }
        if (!AttributeSkipper.SkipContent(ref scanner, row, tag, depth) || !AttributeScanner.Close(ref scanner))
        {
            return Outcome.Malformed;
        }
        if (tag == AttributeTag.Null) { return Outcome.Accepted; }
        switch (row.Settings.Unknown)
        {
            case UnknownAttributes.Drop:
                return Outcome.Accepted;
            case UnknownAttributes.Quarantine:
                return scanner.Malformed(RecordError.UnknownAttribute);
            default:
                row.RescueMember(ref scanner, name, start);
                return Outcome.Accepted;
        }
    }

    static bool AddName(ReadOnlySpan<byte> bytes, in RowScope row, JsonText name, ref int container)
    {
        if (container < 0) { container = row.Buffers.Names.NextObject(); }
        return row.Buffers.Names.Add(bytes, name, container);
    }
}
