using System.Collections.Concurrent;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>What was made from a text, for the next row that has it; emptied when full, because texts come from data too.</summary>
sealed class BoundedCache<T>
{
    const int MaxEntries = 1000;

    readonly ConcurrentDictionary<string, T> _entries = new(StringComparer.Ordinal);

    internal T Get(string text, Func<string, T> create)
    {
        if (_entries.TryGetValue(text, out var known)) { return known; }
        if (_entries.Count >= MaxEntries) { _entries.Clear(); }
        return _entries.GetOrAdd(text, create(text));
    }
}
