namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Numbers the places of rows. Thread-safe.</summary>
sealed class RowPlaces
{
    readonly Lock _lock = new();
    readonly Dictionary<RowPlace, int> _numbers = [];
    readonly List<RowPlace> _places = [];

    internal RowPlace this[int number]
    {
        get
        {
            lock (_lock) { return _places[number]; }
        }
    }

    /// <summary>Returns the number of a place.</summary>
    internal int NumberOf(RowPlace place)
    {
        lock (_lock)
        {
            if (!_numbers.TryGetValue(place, out var number))
            {
                _numbers.Add(place, number = _places.Count);
                _places.Add(place);
            }
            return number;
        }
    }

    /// <summary>Returns all places by their numbers.</summary>
    internal RowPlace[] ToArray()
    {
        lock (_lock) { return [.. _places]; }
    }
}
