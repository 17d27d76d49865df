namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// The member names of the current objects, to find duplicates. One table per record: each entry has the number of its object. The time is
/// linear in the number of names. Each process seeds the hash, so an item cannot be built to collide.
/// </summary>
sealed class MemberNames
{
    const int InitialSize = 64;

    readonly EscapeBuffer _added = new();
    readonly EscapeBuffer _known = new();
    Entry[] _entries = new Entry[InitialSize];
    int _count;
    int _generation = 1;
    int _objects;

    /// <summary>Removes all names.</summary>
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

    /// <summary>Returns a number for an object, which keeps its names apart.</summary>
    internal int NextObject() => _objects++;

    /// <summary>Adds a name. Returns false when the object already has it.</summary>
    internal bool Add(ReadOnlySpan<byte> bytes, JsonText name, int container)
    {
        if (_count * 2 >= _entries.Length) { Grow(); }
        var hash = Hash(_added.Unescape(bytes, name), container);
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
                && _known.Unescape(bytes, entry.Name).SequenceEqual(_added.Unescape(bytes, name)))
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
