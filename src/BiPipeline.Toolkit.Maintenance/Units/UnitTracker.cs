namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Adds up the progress of units that run at the same time.</summary>
sealed class UnitTracker
{
    static readonly TimeSpan FirstEstimate = TimeSpan.FromSeconds(2);

    readonly Lock _lock = new();
    readonly IProgress<MaintenanceProgress> _next;
    readonly TimeProvider _time;
    readonly long _started;
    readonly long _before;
    readonly long _total;
    readonly int _unitCount;
    int _units;
    long _stored;
    long _records;
    long _bytesIn;

    /// <summary>Creates the tracker of a run.</summary>
    /// <param name="all">Stored bytes of each unit.</param>
    /// <param name="remaining">Stored bytes of each unit that this run does.</param>
    /// <param name="next">Receives the reports, one at a time.</param>
    /// <param name="time">The clock.</param>
    internal UnitTracker(
        IReadOnlyCollection<long> all, IReadOnlyCollection<long> remaining, IProgress<MaintenanceProgress> next, TimeProvider time)
    {
        (_next, _time, _started) = (next, time, time.GetTimestamp());
        (_total, _unitCount) = (all.Sum(), all.Count);
        (_before, _units) = (_total - remaining.Sum(), all.Count - remaining.Count);
    }

    /// <summary>Returns what receives the reports of a unit.</summary>
    internal IProgress<FileProgress> Begin() => new OneUnit(this);

    /// <summary>Counts a unit that has ended.</summary>
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
            _records += value.Records - last.Records;
            _bytesIn += value.BytesIn - last.BytesIn;
            _next.Report(Now());
        }
    }

    MaintenanceProgress Now() => new(_units, _unitCount, _records, _bytesIn)
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

    sealed class OneUnit(UnitTracker tracker) : IProgress<FileProgress>
    {
        FileProgress _last;

        public void Report(FileProgress value)
        {
            tracker.Add(_last, value);
            _last = value;
        }
    }
}
