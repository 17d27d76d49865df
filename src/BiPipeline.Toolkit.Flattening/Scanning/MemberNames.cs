namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// The member names of the objects being read, to find one that stands twice. One table for a record: an entry carries the number of its
/// object. Linear in the names; the hash is seeded a process, so that no item can be made to collide.
/// </summary>
sealed class MemberNames
{
    const int InitialSize = 64;

    Entry[] _entries = new Entry[InitialSize];
    byte[] _left = [];
    byte[] _right = [];
    int _count;
    int _generation = 1;
    int _objects;

    /// <summary>Forgets all names.</summary>
    internal void Clear()
    {
        _count = 0;
        _objects = 0;
        if (++_generation == int.MaxValue)
        {
            Array.Clear(_entries);
            _generation = 1;
        }
    }

    /// <summary>A number for an object whose names are to be told apart.</summary>
    internal int NextObject() => _objects++;

    /// <summary>Adds a name; false when the object has it already.</summary>
    internal bool Add(ReadOnlySpan<byte> bytes, JsonText name, int container)
    {
        if (_count * 2 >= _entries.Length) { Grow(); }
        var hash = Hash(Unescaped(bytes, name, ref _left), container);
        var mask = _entries.Length - 1;
        for (var i = hash & mask; ; i = (i + 1) & mask)
        {
            ref var entry = ref _entries[i];
            if (entry.Generation != _generation)
            {
                entry = new(_generation, hash, container, name);
                _count++;
                return true;
            }
            if (entry.Hash == hash && entry.Container == container
                && Unescaped(bytes, entry.Name, ref _right).SequenceEqual(Unescaped(bytes, name, ref _left)))
            {
                return false;
            }
        }
    }

    static int Hash(ReadOnlySpan<byte> name, int container)
    {
        var hash = new HashCode();
        hash.AddBytes(name);
        hash.Add(container);
        return hash.ToHashCode();
    }

    static ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> bytes, JsonText text, ref byte[] buffer)
    {
        var content = text.In(bytes);
        if (!text.Escaped) { return content; }
        if (buffer.Length < content.Length) { buffer = new byte[content.Length]; }
        return buffer.AsSpan(0, JsonEscapes.Unescape(content, buffer));
    }

    void Grow()
    {
        var old = _entries;
        _entries = new Entry[old.Length * 2];
        var mask = _entries.Length - 1;
        foreach (var entry in old)
        {
            if (entry.Generation != _generation) { continue; }
            var i = entry.Hash & mask;
            while (_entries[i].Generation == _generation) { i = (i + 1) & mask; }
            _entries[i] = entry;
        }
    }

    readonly record struct Entry(int Generation, int Hash, int Container, JsonText Name);
}
