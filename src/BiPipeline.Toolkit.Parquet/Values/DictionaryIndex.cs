namespace BiPipeline.Toolkit.Parquet;

/// <summary>What the dictionaries share: open addressing with linear probing, growth, and when to give up.</summary>
struct DictionaryIndex()
{
    const int MinSlots = 1024;

    // Values that look unique on a sample are not looked at further: fewer than one in 64 of the first 4,096 came again.
    const int Sample = 4096;
    const int MinRepeats = Sample / 64;

    int[] _slots = new int[MinSlots];
    int _mask;
    long _probesLeft;

    /// <summary>Entries so far.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether another entry needs a larger table first.</summary>
    internal readonly bool IsFull => Count * 2 > _mask;

    /// <summary>Whether probing took longer than any values that weren't made for it let it take.</summary>
    internal readonly bool IsExhausted => _probesLeft < 0;

    internal void Begin(int values)
    {
        _mask = MinSlots - 1;
        _slots.AsSpan(0, MinSlots).Clear();
        Count = 0;

        // Hashes are unseeded, so somebody could make values that collide; then PLAIN is the answer, not hours of probing.
        _probesLeft = (8L * values) + MinSlots;
    }

    internal readonly bool LooksUnique(int seen) => seen == Sample && Count > Sample - MinRepeats;

    /// <summary>The slot to look at first.</summary>
    internal readonly int First(uint hash) => (int)hash & _mask;

    /// <summary>The entry in a slot, or -1; a slot that holds another value is followed by <see cref="Next"/>.</summary>
    internal readonly int this[int slot] => _slots[slot] - 1;

    internal int Next(int slot)
    {
        _probesLeft--;
        return (slot + 1) & _mask;
    }

    internal int Add(int slot)
    {
        _slots[slot] = Count + 1;
        return Count++;
    }

    /// <summary>Doubles the table; the caller then puts every entry back.</summary>
    internal void Grow()
    {
        var size = (_mask + 1) * 2;
        _mask = size - 1;
        if (_slots.Length < size) { _slots = new int[size]; }
        else { _slots.AsSpan(0, size).Clear(); }
    }

    internal readonly void Restore(int entry, uint hash)
    {
        var slot = First(hash);
        while (_slots[slot] != 0) { slot = (slot + 1) & _mask; }
        _slots[slot] = entry + 1;
    }
}
