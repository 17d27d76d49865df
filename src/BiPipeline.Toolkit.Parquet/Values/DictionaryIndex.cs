namespace BiPipeline.Toolkit.Parquet;

/// <summary>The hash table of dictionaries: open addressing with linear probing, growth, and limits.</summary>
struct DictionaryIndex()
{
    const int MinSlots = 1024;

    // Unique-looking values are not indexed further: fewer than one in 64 of the first 4,096 occurred before.
    const int Sample = 4096;
    const int MinRepeats = Sample / 64;

    int[] _slots = new int[MinSlots];
    int _mask;
    long _probesLeft;

    /// <summary>Number of entries.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether the next entry needs a larger table.</summary>
    internal readonly bool IsFull => Count * 2 > _mask;

    /// <summary>Whether probing took longer than it does for values that were not chosen to collide.</summary>
    internal readonly bool IsExhausted => _probesLeft < 0;

    internal void Begin(int values)
    {
        _mask = MinSlots - 1;
        _slots.AsSpan(0, MinSlots).Clear();
        Count = 0;

        // The hash has no seed, so an attacker could choose values that collide. Then the result is PLAIN instead of hours of probing.
        _probesLeft = (8L * values) + MinSlots;
    }

    internal readonly bool LooksUnique(int seen) => seen == Sample && Count > Sample - MinRepeats;

    /// <summary>Returns the first slot for a hash.</summary>
    internal readonly int First(uint hash) => (int)hash & _mask;

    /// <summary>The entry in a slot, or -1. If the slot has another value, continue with <see cref="Next"/>.</summary>
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

    /// <summary>Doubles the table. The caller must insert every entry again.</summary>
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
