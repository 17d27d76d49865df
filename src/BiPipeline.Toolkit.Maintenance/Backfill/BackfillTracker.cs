namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Adds up the progress of units that run at the same time.</summary>
sealed class BackfillTracker
{
    static readonly TimeSpan FirstEstimate = TimeSpan.FromSeconds(2);

    readonly Lock _lock = new();
    readonly BackfillPlan _plan;
    readonly IProgress<BackfillProgress> _next;
    readonly TimeProvider _time;
    readonly long _started;
    readonly long _before;
    readonly long _total;
    int _units;
    long _stored;
    long _items;
    long _bytesIn;

    internal BackfillTracker(BackfillPlan plan, IProgress<BackfillProgress> next, TimeProvider time)
    {
        (_plan, _next, _time, _started) = (plan, next, time, time.GetTimestamp());
        _total = plan.Bytes;
        _before = _total - plan.Remaining.Sum(unit => unit.Bytes);
        _units = plan.Units.Count - plan.Remaining.Count;
    }

    /// <summary>Returns what receives the reports of a unit.</summary>
    internal IProgress<FileProgress> Begin() => new UnitProgress(this);

    internal void End()
    {
        lock (_lock)
        {
            _units++;
            _next.Report(Now());
        }
    }

    void Add(FileProgress last, FileProgress value)
    {
        lock (_lock)
        {
            _stored += value.StoredBytes - last.StoredBytes;
            _items += value.Records - last.Records;
            _bytesIn += value.BytesIn - last.BytesIn;
            _next.Report(Now());
        }
    }

    BackfillProgress Now() => new(_units, _plan.Units.Count, _items, _bytesIn)
    {
        StoredBytes = _before + _stored,
        TotalBytes = _total,
        Remaining = Remaining(),
    };

    // Only this run's speed counts. The first bytes say nothing about it.
    TimeSpan? Remaining()
    {
        var elapsed = _time.GetElapsedTime(_started);
        var bytes = _total - _before;
        return elapsed < FirstEstimate || _stored == 0 || _stored < bytes / 100 ? null : elapsed * ((double)(bytes - _stored) / _stored);
    }

    sealed class UnitProgress(BackfillTracker tracker) : IProgress<FileProgress>
    {
        FileProgress _last;

        public void Report(FileProgress value)
        {
            tracker.Add(_last, value);
            _last = value;
        }
    }
}
