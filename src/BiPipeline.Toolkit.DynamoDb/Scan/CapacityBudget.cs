namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>
/// Keeps the average use of capacity below a limit: what a request used is known after it, so the next request waits for it.
/// </summary>
/// <param name="unitsPerSecond">The limit; null for none.</param>
/// <param name="time">The clock.</param>
sealed class CapacityBudget(double? unitsPerSecond, TimeProvider time)
{
    const int FirstItems = 100;

    readonly Lock _lock = new();
    readonly long _started = time.GetTimestamp();
    TimeSpan _free;
    double _units;
    long _items;

    /// <summary>Waits until the earlier requests are paid for.</summary>
    internal async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan wait;
            lock (_lock) { wait = _free - time.GetElapsedTime(_started); }
            if (unitsPerSecond is null || wait <= TimeSpan.Zero) { return; }
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the use of a request into account.</summary>
    internal void Spend(double units, int items)
    {
        if (unitsPerSecond is not { } limit) { return; }
        lock (_lock)
        {
            var now = time.GetElapsedTime(_started);
            _free = (_free > now ? _free : now) + TimeSpan.FromSeconds(units / limit);
            (_units, _items) = (_units + units, _items + items);
        }
    }

    /// <summary>Number of items of the next request: about those of one second. Null without a limit.</summary>
    internal int? NextItems()
    {
        if (unitsPerSecond is not { } limit) { return null; }
        lock (_lock) { return _units == 0 ? FirstItems : (int)Math.Clamp(limit * _items / _units, 1, 100_000); }
    }
}
