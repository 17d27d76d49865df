namespace BiPipeline.Toolkit.Parquet;

/// <summary>Distinct numbers in the order of their first occurrence, and each value's index among them.</summary>
sealed class FixedDictionary<T>
    where T : unmanaged, IBinaryInteger<T>
{
    DictionaryIndex _index = new();
    T[] _entries = [];
    int[] _indices = [];

    internal ReadOnlySpan<T> Entries => _entries.AsSpan(0, _index.Count);

    internal ReadOnlySpan<int> Indices(int start, int end) => _indices.AsSpan(start..end);

    /// <summary>Neighbouring equal values count once.</summary>
    internal int Runs { get; private set; }

    /// <summary>Indexes values; false when there are more distinct ones than wanted or they look unique.</summary>
    internal bool TryBuild(ReadOnlySpan<T> values, int mostEntries)
    {
        Growth.Ensure(ref _indices, values.Length);
        _index.Begin(values.Length);
        Runs = 0;
        var entry = -1;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (entry < 0 || _entries[entry] != value)
            {
                Runs++;
                entry = FindOrAdd(value);
                if (_index.Count > mostEntries || _index.IsExhausted || _index.LooksUnique(i)) { return false; }
            }
            _indices[i] = entry;
        }
        return true;
    }

    static uint Hash(T value) => BytesHash.Of(Unsafe.SizeOf<T>() <= sizeof(ulong) ? ulong.CreateTruncating(value) : ulong.CreateTruncating(value) ^ BytesHash.Of(ulong.CreateTruncating(value >> 64)));

    int FindOrAdd(T value)
    {
        var slot = _index.First(Hash(value));
        for (var found = _index[slot]; found >= 0; found = _index[slot])
        {
            if (_entries[found] == value) { return found; }
            slot = _index.Next(slot);
        }
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
