namespace BiPipeline.Toolkit.Parquet;

/// <summary>Distinct byte strings in the order of their first occurrence, and each value's index among them. Bytes stay in the column.</summary>
sealed class BytesDictionary
{
    DictionaryIndex _index = new();
    Entry[] _entries = [];
    int[] _indices = [];

    internal int Count => _index.Count;

    /// <summary>Bytes of all entries together.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Neighbouring equal values count once.</summary>
    internal int Runs { get; private set; }

    internal ReadOnlySpan<int> Indices(int start, int end) => _indices.AsSpan(start..end);

    /// <summary>Where an entry's bytes are in the column.</summary>
    internal Range this[int entry] => _entries[entry].Start.._entries[entry].End;

    /// <summary>Indexes values; false when the entries are larger than wanted or look unique.</summary>
    /// <param name="data">The values' bytes.</param>
    /// <param name="offsets">Where the values begin, and where the last one ends.</param>
    /// <param name="mostBytes">PLAIN bytes that the dictionary may have.</param>
    internal bool TryBuild(ReadOnlySpan<byte> data, ReadOnlySpan<int> offsets, long mostBytes)
    {
        var count = offsets.Length - 1;
        Growth.Ensure(ref _indices, count);
        _index.Begin(count);
        Bytes = 0;
        Runs = 0;
        var previous = -1;
        for (var i = 0; i < count; i++)
        {
            var value = data[offsets[i]..offsets[i + 1]];
            var hash = BytesHash.Of(value);
            if (previous < 0 || !Holds(data, previous, hash, value))
            {
                Runs++;
                previous = FindOrAdd(data, offsets[i], value, hash);
                if (Bytes > mostBytes || _index.IsExhausted || _index.LooksUnique(i)) { return false; }
            }
            _indices[i] = previous;
        }
        return true;
    }

    bool Holds(ReadOnlySpan<byte> data, int entry, uint hash, ReadOnlySpan<byte> value)
    {
        ref readonly var candidate = ref _entries[entry];
        return candidate.Hash == hash && data[candidate.Start..candidate.End].SequenceEqual(value);
    }

    int FindOrAdd(ReadOnlySpan<byte> data, int start, ReadOnlySpan<byte> value, uint hash)
    {
        var slot = _index.First(hash);
        for (var found = _index[slot]; found >= 0; found = _index[slot])
        {
            if (Holds(data, found, hash, value)) { return found; }
            slot = _index.Next(slot);
        }
        var entry = _index.Add(slot);
        if (entry == _entries.Length) { Array.Resize(ref _entries, Math.Max(1024, entry * 2)); }
        _entries[entry] = new(start, start + value.Length, hash);
        Bytes += sizeof(int) + value.Length;
        if (_index.IsFull) { Grow(); }
        return entry;
    }

    void Grow()
    {
        _index.Grow();
        for (var i = 0; i < _index.Count; i++) { _index.Restore(i, _entries[i].Hash); }
    }

    readonly record struct Entry(int Start, int End, uint Hash);
}
