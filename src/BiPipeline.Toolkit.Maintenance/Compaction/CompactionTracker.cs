namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Adds up the progress of units that run at the same time.</summary>
sealed class CompactionTracker(CompactionPlan plan, IProgress<CompactionProgress>? next) : IProgress<long>
{
    readonly Lock _lock = new();
    readonly long _total = plan.Bytes;
    int _units;
    long _bytes;

    /// <summary>Adds the stored bytes of an object that is read.</summary>
    public void Report(long value)
    {
        lock (_lock)
        {
            _bytes += value;
            next?.Report(new(_units, plan.Units.Count, _bytes, _total));
        }
    }

    /// <summary>Adds a finished unit.</summary>
    internal void End()
    {
        lock (_lock)
        {
            _units++;
            next?.Report(new(_units, plan.Units.Count, _bytes, _total));
        }
    }
}
