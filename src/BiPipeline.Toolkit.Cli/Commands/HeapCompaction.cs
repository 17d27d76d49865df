namespace BiPipeline.Toolkit.Cli;

/// <summary>
/// Holds a long run's memory where a short one's is. Columns of row groups and compressed lines are large arrays that come and go, and the
/// collector keeps room for more of them the longer they do: 10 GB of input took 40 MB more than 1 GB did.
/// </summary>
sealed class HeapCompaction(IProgress<FileProgress>? next) : IProgress<FileProgress>
{
    // A few milliseconds each time, which is 1 % of reading as much.
    const long IntervalBytes = 64L * 1024 * 1024;
    const long WorthwhileBytes = 80L * 1024 * 1024;

    long _due = IntervalBytes;

    public void Report(FileProgress value)
    {
        next?.Report(value);
        if (value.BytesIn < _due) { return; }
        _due = value.BytesIn + IntervalBytes;
        if (GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes < WorthwhileBytes) { return; }
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
    }
}
