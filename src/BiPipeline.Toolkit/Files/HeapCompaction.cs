namespace BiPipeline.Toolkit;

/// <summary>
/// Keeps the memory of a long run as small as that of a short one. Columns of row groups and compressed lines are large, short-lived
/// arrays, and the collector reserves more room for them over time: 10 GB of input needed 40 MB more than 1 GB.
/// </summary>
sealed class HeapCompaction
{
    // Takes a few milliseconds each time, 1 % of the time to read the same amount.
    const long IntervalBytes = 64L * 1024 * 1024;
    const long WorthwhileBytes = 80L * 1024 * 1024;

    long _due = IntervalBytes;

    /// <summary>Compacts the heap when enough bytes were read since the last time and the heap is large enough.</summary>
    internal void AfterBytes(long bytesIn)
    {
        if (bytesIn < _due) { return; }
        _due = bytesIn + IntervalBytes;
        if (GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes < WorthwhileBytes) { return; }
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
    }
}
