namespace BiPipeline.Toolkit;

/// <summary>
/// Keeps a long run's memory where a short one's is. Columns of row groups and compressed lines are large arrays that come and go, and the
/// collector keeps room for more of them the longer they do: 10 GB of input took 40 MB more than 1 GB did.
/// </summary>
sealed class HeapCompaction
{
    // A few milliseconds each time, which is 1 % of reading as much.
    const long IntervalBytes = 64L * 1024 * 1024;
    const long WorthwhileBytes = 80L * 1024 * 1024;

    long _due = IntervalBytes;

    /// <summary>Compacts the heap if enough was read since the last time and the heap is large enough to be worth it.</summary>
    internal void AfterBytes(long bytesIn)
    {
        if (bytesIn < _due) { return; }
        _due = bytesIn + IntervalBytes;
        if (GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes < WorthwhileBytes) { return; }
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
    }
}
