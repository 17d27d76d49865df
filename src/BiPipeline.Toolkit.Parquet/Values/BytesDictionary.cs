namespace BiPipeline.Toolkit.Parquet;

/// <summary>
/// Distinct byte strings in the order of their first occurrence, and the index of each value. The bytes stay in the column.
/// </summary>
sealed class BytesDictionary(IndexBuffer indexBuffer)
{
    DictionaryIndex _index = new();
    Entry[] _entries = [];

    internal int Count => _index.Count;

    /// <summary>Number of PLAIN bytes of all entries.</summary>
    internal long Bytes { get; private set; }

    internal ReadOnlySpan<int> Indices(int start, int end) => indexBuffer[start..end];

    /// <summary>The range of an entry's bytes in the column.</summary>
    internal Range this[int entry] => _entries[entry].Start..(_entries[entry].Start + _entries[entry].Key.Length);

    /// <summary>Indexes values. Returns false when a dictionary does not save bytes.</summary>
    /// <param name="data">The values' bytes.</param>
    /// <param name="offsets">The start of each value, then the end of the last; at least one value.</param>
    /// <param name="limit">The size from which a dictionary does not save bytes.</param>
    internal bool TryBuild(ReadOnlySpan<byte> data, ReadOnlySpan<int> offsets, in DictionaryLimit limit)
    {
        var count = offsets.Length - 1;
        _index.Begin(count);
        Bytes = 0;
        var indices = indexBuffer.Take(count);
        var (runs, previous) = (0, -1);
        for (var i = 0; i < indices.Length; i++)
        {
            var start = offsets[i];
            var key = BytesKey.Of(data, start, offsets[i + 1] - start);
            var hash = key.Hash(data, start);
            var entry = Find(data, start, key, hash, out var slot);
            if (entry < 0)
            {
                entry = Add(slot, start, key, hash);
                if (_index.IsExhausted || _index.LooksUnique(i) || limit.IsExceeded(Bytes, Count, runs + 1, i + 1)) { return false; }
            }
            indices[i] = entry;
            runs += entry != previous ? 1 : 0;
            previous = entry;
        }
        return !limit.IsExceeded(Bytes, Count, runs, count);
    }

    int Find(ReadOnlySpan<byte> data, int start, in BytesKey key, uint hash, out int slot)
    {
        slot = _index.First(hash);
        for (var found = _index[slot]; found >= 0; found = _index[slot])
        {
            ref readonly var entry = ref _entries[found];
            if (entry.Key.IsSame(key)
                && (key.Length <= BytesKey.MaxWhole || data.Slice(entry.Start, key.Length).SequenceEqual(data.Slice(start, key.Length))))
            {
                return found;
            }
            slot = _index.Next(slot);
        }
        return -1;
    }

    int Add(int slot, int start, in BytesKey key, uint hash)
    {
        var entry = _index.Add(slot);
        if (entry == _entries.Length) { Array.Resize(ref _entries, Math.Max(1024, entry * 2)); }
        _entries[entry] = new(key, start, hash);
        Bytes += sizeof(int) + key.Length;
        if (_index.IsFull) { Grow(); }
        return entry;
    }

    void Grow()
    {
        _index.Grow();
        for (var i = 0; i < _index.Count; i++) { _index.Restore(i, _entries[i].Hash); }
    }

    readonly record struct Entry(BytesKey Key, int Start, uint Hash);
}
