namespace BiPipeline.Toolkit.TestKit;

/// <summary>
/// A clock on which every wait ends at once and moves the time by its length, for code whose waits follow one another. A FakeTimeProvider
/// moves when it is read or advanced, not when a wait begins, and does not keep the lengths: a test would need an action at every wait.
/// </summary>
sealed class InstantTime : TimeProvider
{
    readonly Lock _gate = new();
    readonly List<TimeSpan> _waits = [];
    DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The waits so far.</summary>
    internal IReadOnlyList<TimeSpan> Waits => _waits;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) { return _now; }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            lock (_gate)
            {
                _now += dueTime;
                _waits.Add(dueTime);
            }
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }
        return new Elapsed();
    }

    sealed class Elapsed : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
