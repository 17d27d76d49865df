namespace BiPipeline.Toolkit.TestKit;

/// <summary>A clock that a test moves; timers go off when their time comes.</summary>
sealed class ManualTime : TimeProvider
{
    readonly Lock _gate = new();
    readonly List<Alarm> _alarms = [];
    DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) { return _now; }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    internal void Advance(TimeSpan time)
    {
        Alarm[] due;
        lock (_gate)
        {
            _now += time;
            due = [.. _alarms.Where(alarm => alarm.Due <= _now)];
            foreach (var alarm in due) { _alarms.Remove(alarm); }
        }
        foreach (var alarm in due) { alarm.Ring(); }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    sealed class Alarm(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        internal DateTimeOffset Due { get; private set; }

        internal void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._alarms.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) { return true; }
                Due = time._now + dueTime;
                time._alarms.Add(this);
            }
            if (dueTime == TimeSpan.Zero) { time.Advance(TimeSpan.Zero); }
            return true;
        }

        public void Dispose()
        {
            lock (time._gate) { time._alarms.Remove(this); }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
