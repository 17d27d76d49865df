namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// The member names of one kind of object. Records of a stream have the same members in the same order. The table therefore guesses the
/// next name from the previous record and compares it at once; only a wrong guess needs a look-up.
/// </summary>
sealed class MemberTable
{
    // A limited number of names without a column is remembered too, to guess their order as well.
    const int MaxRemembered = 256;
    const int MaxRememberedName = 256;

    readonly bool _remembersUnknown;
    readonly EscapeBuffer _name = new();
    Member?[] _slots = new Member?[16];
    int _count;
    int _remembered;
    Member? _first;

    /// <summary>Creates an empty table.</summary>
    /// <param name="remembersUnknown">Whether the table remembers names that were not added, without reader and id.</param>
    internal MemberTable(bool remembersUnknown) => _remembersUnknown = remembersUnknown;

    /// <summary>Adds a name before the first read.</summary>
    internal Member Add(string name, AttributeReader? reader, int id = 0) => Insert(Encoding.UTF8.GetBytes(name), reader, id);

    /// <summary>Returns the member that probably comes next; null when there is no guess.</summary>
    /// <param name="previous">The previous member, null at the object's first.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Member? Guess(Member? previous) => previous is null ? _first : previous.Next;

    /// <summary>Reads <c>"name":</c>, with optional white space.</summary>
    /// <param name="scanner">On return, after the colon.</param>
    /// <param name="previous">The previous member, null at the object's first; on return this member, if the table remembers it.</param>
    /// <param name="member">The remembered member; null for another name.</param>
    /// <param name="name">The position of the name.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool ReadName(ref JsonScanner scanner, ref Member? previous, out Member? member, out JsonText name)
    {
        var guess = Guess(previous);
        if (guess is not null)
        {
            var rest = scanner.Rest;
            if (guess.Opening.Starts(rest) || (guess.Next is { } second && (guess = second).Opening.Starts(rest)))
            {
                name = new(scanner.Position + 1, guess.Opening.Length - 3, guess.EscapedOpening);
                scanner.Position += guess.Opening.Length;
                member = previous = guess;
                return true;
            }
        }
        return ReadOther(ref scanner, ref previous, out member, out name);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    bool ReadOther(ref JsonScanner scanner, ref Member? previous, out Member? member, out JsonText name)
    {
        member = null;
        var start = scanner.Position;
        scanner.SkipWhiteSpace();
        // The guess may be right behind the white space.
        if (scanner.Position > start) { return ReadName(ref scanner, ref previous, out member, out name); }
        if (!scanner.ReadString(out name)) { return false; }
        var content = _name.Unescape(scanner.Bytes, name);
        if (!scanner.Take((byte)':')) { return false; }

        member = Find(content);
        if (member is null && _remembersUnknown && _remembered < MaxRemembered && content.Length <= MaxRememberedName)
        {
            _remembered++;
            member = Insert(content.ToArray(), reader: null, id: 0);
        }
        if (member is not null)
        {
            if (previous is null) { _first = member; }
            else { previous.Next = member; }
            previous = member;
        }
        return true;
    }

    Member? Find(ReadOnlySpan<byte> name)
    {
        var mask = _slots.Length - 1;
        for (var i = Hash(name) & mask; _slots[i] is { } member; i = (i + 1) & mask)
        {
            if (name.SequenceEqual(member.Name)) { return member; }
        }
        return null;
    }

    Member Insert(byte[] name, AttributeReader? reader, int id)
    {
        if (++_count * 2 > _slots.Length)
        {
            var old = _slots;
            _slots = new Member?[old.Length * 2];
            foreach (var member in old)
            {
                if (member is not null) { Place(member); }
            }
        }
        var added = new Member(name, reader, id);
        Place(added);
        return added;
    }

    void Place(Member member)
    {
        var mask = _slots.Length - 1;
        var i = Hash(member.Name) & mask;
        while (_slots[i] is not null) { i = (i + 1) & mask; }
        _slots[i] = member;
    }

    static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = new HashCode();
        hash.AddBytes(name);
        return hash.ToHashCode();
    }
}
