using System.Buffers.Binary;

namespace BiPipeline.Toolkit.Flattening;

/// <summary>Reads the members of a map of attribute values, each with its reader.</summary>
sealed class MembersReader(PassContext context, MemberRules rules)
{
    const ushort ValueOpening = '{' | ('"' << 8);

    readonly MemberTable _members = new(remembersUnknown: true);

    internal void Add(string name, AttributeReader reader) => _members.Add(name, reader);

    /// <summary>Reads the members and the closing brace; the position is behind the opening one.</summary>
    /// <param name="scanner">Afterwards behind the closing brace, unless the outcome is <see cref="Outcome.Misfit"/>.</param>
    /// <param name="depth">Lists and maps around the members, theirs included.</param>
    internal Outcome Read(ref JsonScanner scanner, int depth)
    {
        if (depth > context.Options.MaxDepth) { return scanner.Malformed(Fault.TooDeep); }
        if (scanner.TryTake((byte)'}')) { return Outcome.Taken; }

        var mark = ++context.ObjectNumber;
        var unnamed = -1;
        Member? previous = null;
        while (true)
        {
            if (!_members.ReadName(ref scanner, ref previous, out var member, out var name)) { return Outcome.Malformed; }
            if (member is not null)
            {
                if (member.Mark == mark) { return scanner.Malformed(Fault.DuplicateMember); }
                member.Mark = mark;
            }
            else if (!AddName(scanner.Bytes, name, ref unnamed)) { return scanner.Malformed(Fault.DuplicateMember); }

            if (!OpenValue(ref scanner, out var start, out var tag)) { return Outcome.Malformed; }
            var outcome = ReadMember(ref scanner, member?.Reader, name, start, tag, depth);
            if (outcome is Outcome.Malformed or Outcome.Misfit) { return outcome; }

            if ((uint)scanner.Position < (uint)scanner.Bytes.Length && scanner.Bytes[scanner.Position] == ',')
            {
                scanner.Position++;
                continue;
            }
            if (scanner.TryTake((byte)',')) { continue; }
            return scanner.Take((byte)'}') ? Outcome.Taken : Outcome.Malformed;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool OpenValue(ref JsonScanner scanner, out int start, out AttributeTag tag)
    {
        start = scanner.Position;
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
        return AttributeScanner.Open(ref scanner, out tag);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Outcome ReadMember(ref JsonScanner scanner, AttributeReader? reader, JsonText name, int start, AttributeTag tag, int depth)
    {
        if (reader is null) { return ReadUnknown(ref scanner, name, start, tag, depth); }
        if (reader.IsContainer) { return ReadContainer(ref scanner, reader, name, start, tag, depth); }

        var outcome = reader.Read(ref scanner, tag, depth);
        return outcome switch
        {
            Outcome.Misfit => ReadMisfit(ref scanner, name, start, depth),
            Outcome.Malformed => outcome,
            _ => AttributeScanner.Close(ref scanner) ? outcome : Outcome.Malformed,
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    Outcome ReadContainer(ref JsonScanner scanner, AttributeReader reader, JsonText name, int start, AttributeTag tag, int depth)
    {
        var trail = context.Trail.Depth;
        var rescued = context.Rescued;
        var (length, count) = (rescued.Length, rescued.Count);

        context.Trail.PushMember(name);
        var outcome = reader.Read(ref scanner, tag, depth);
        context.Trail.Truncate(trail);

        if (outcome == Outcome.Misfit)
        {
            // The whole value is rescued, so nothing inside it is rescued again.
            rescued.Truncate(length, count);
            return ReadMisfit(ref scanner, name, start, depth);
        }
        return outcome == Outcome.Malformed || AttributeScanner.Close(ref scanner) ? outcome : Outcome.Malformed;
    }

    Outcome ReadMisfit(ref JsonScanner scanner, JsonText name, int start, int depth)
    {
        if (rules == MemberRules.Struct) { return Outcome.Misfit; }
        if (rules == MemberRules.Keys) { return scanner.Malformed(Fault.KeyMisfit); }
        scanner.Position = start;
        if (!AttributeSkipper.Skip(ref scanner, context, depth)) { return Outcome.Malformed; }
        Rescue(ref scanner, name, start);
        return Outcome.Taken;
    }

    Outcome ReadUnknown(ref JsonScanner scanner, JsonText name, int start, AttributeTag tag, int depth)
    {
        if (rules == MemberRules.Keys) { return scanner.Malformed(Fault.KeyUnexpected); }
        if (!AttributeSkipper.SkipContent(ref scanner, context, tag, depth) || !AttributeScanner.Close(ref scanner)) { return Outcome.Malformed; }
        if (tag == AttributeTag.Null) { return Outcome.Taken; }
        switch (context.Unknown)
        {
            case UnknownAttributes.Drop:
                return Outcome.Taken;
            case UnknownAttributes.Quarantine:
                return scanner.Malformed(Fault.UnknownAttribute);
            default:
                Rescue(ref scanner, name, start);
                return Outcome.Taken;
        }
    }

    void Rescue(ref JsonScanner scanner, JsonText name, int start) =>
        context.Rescued.AddMember(scanner.Bytes, context.Trail, name, scanner.Bytes[start..scanner.Position], scanner.SawWhiteSpace);

    bool AddName(ReadOnlySpan<byte> bytes, JsonText name, ref int container)
    {
        if (container < 0) { container = context.Names.NextObject(); }
        return context.Names.Add(bytes, name, container);
    }
}
