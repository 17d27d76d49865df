namespace BiPipeline.Toolkit.Parquet;

/// <summary>Distinct numbers in the order of their first occurrence, and the index of each value.</summary>
sealed class FixedDictionary<T>(IndexBuffer indexBuffer)
    where T : unmanaged, IBinaryInteger<T>
{
    DictionaryIndex _index = new();
    T[] _entries = [];

    internal ReadOnlySpan<T> Entries => _entries.AsSpan(0, _index.Count);

    internal ReadOnlySpan<int> Indices(int start, int end) => indexBuffer[start..end];

    /// <summary>Indexes values. Returns false when a dictionary does not save bytes.</summary>
    /// <param name="values">At least one value.</param>
    /// <param name="valueBytes">Number of stored bytes per value.</param>
    /// <param name="limit">The size from which a dictionary does not save bytes.</param>
    internal bool TryBuild(ReadOnlySpan<T> values, int valueBytes, in DictionaryLimit limit)
    {
        _index.Begin(values.Length);
        var indices = indexBuffer.Take(values.Length);
        var (runs, previous) = (0, -1);
        for (var i = 0; i < values.Length; i++)
        {
            var entry = Find(values[i], out var slot);
            if (entry < 0)
            {
                entry = Add(slot, values[i]);
                if (_index.IsExhausted || _index.LooksUnique(i)
                    || limit.IsExceeded((long)_index.Count * valueBytes, _index.Count, runs + 1, i + 1))
                {
                    return false;
                }
            }
            indices[i] = entry;
            runs += entry != previous ? 1 : 0;
            previous = entry;
        }
        return !limit.IsExceeded((long)_index.Count * valueBytes, _index.Count, runs, values.Length);
    }

    static uint Hash(T value) => BytesKey.Hash(Unsafe.SizeOf<T>() <= sizeof(ulong)
        ? ulong.CreateTruncating(value)
        : ulong.CreateTruncating(value) ^ BytesKey.Hash(ulong.CreateTruncating(value >> 64)));

    int Find(T value, out int slot)
    {
        slot = _index.First(Hash(value));
        for (var found = _index[slot]; found >= 0; found = _index[slot])
        {
            if (_entries[found] == value) { return found; }
            slot = _index.Next(slot);
        }
        return -1;
    }

    int Add(int slot, T value)
    {
        var entry = _index.Add(slot);
        if (entry == _entries.Length) { Array.Resize(ref _entries, Math.Max(1024, entry * 2)); }
        _entries[entry] = value;
        if (_index.IsFull) { Grow(); }
        return entry;
    }

    void Grow()
    {
        _index.Grow();
        for (var i = 0; i < _index.Count; i++) { _index.Restore(i, Hash(_entries[i])); }
    }
}
