using System.Collections.Concurrent;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>
/// A cache of values by text, for later rows with the same text. It is cleared when full, because data contains many texts.
/// </summary>
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
