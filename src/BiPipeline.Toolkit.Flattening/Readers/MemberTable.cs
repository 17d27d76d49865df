namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// The member names of one kind of object. Records of a stream spell and order their members alike, so the next name is guessed from the
/// record before and compared whole; only a wrong guess costs a look-up.
/// </summary>
sealed class MemberTable
{
    // Names that no column takes are remembered too, within bounds: their order is worth guessing as well.
    const int MaxRemembered = 256;
    const int MaxRememberedName = 256;

    readonly bool _remembersUnknown;
    readonly EscapeBuffer _name = new();
    Member?[] _slots = new Member?[16];
    int _count;
    int _remembered;
    Member? _first;

    /// <summary>An empty table.</summary>
    /// <param name="remembersUnknown">Whether names that were not added are remembered with neither reader nor id.</param>
    internal MemberTable(bool remembersUnknown) => _remembersUnknown = remembersUnknown;

    /// <summary>Adds a name before anything is read.</summary>
    internal Member Add(string name, AttributeReader? reader, int id = 0) => Insert(Encoding.UTF8.GetBytes(name), reader, id);

    /// <summary>Reads <c>"name":</c>, white space allowed.</summary>
    /// <param name="scanner">Afterwards behind the colon.</param>
    /// <param name="previous">The member before, null at the object's first; afterwards this one, if it is remembered.</param>
    /// <param name="member">The remembered member; null for another name.</param>
    /// <param name="name">Where the name lies.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool ReadName(ref JsonScanner scanner, ref Member? previous, out Member? member, out JsonText name)
    {
        var guess = previous is null ? _first : previous.Next;
        if (guess is not null)
        {
            if (scanner.Rest.StartsWith(guess.Opening) || (guess.Next is { } second && scanner.Rest.StartsWith((guess = second).Opening)))
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
