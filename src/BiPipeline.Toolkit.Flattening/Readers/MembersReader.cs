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
            if (!_members.ReadName(ref scanner, ref previous, out var member, out var name)) { return Outcome.Malformed; }
            if (member is not null)
            {
                if (member.Mark == mark) { return scanner.Malformed(RecordError.DuplicateMember); }
                member.Mark = mark;
            }
            else if (!AddName(scanner.Bytes, row, name, ref unnamed)) { return scanner.Malformed(RecordError.DuplicateMember); }

            if (!OpenValue(ref scanner, out var start, out var tag)) { return Outcome.Malformed; }
            var outcome = ReadMember(ref scanner, row, member, name, start, tag, depth);
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
