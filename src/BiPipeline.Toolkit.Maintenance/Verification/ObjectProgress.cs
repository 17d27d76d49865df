namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Reports the objects of a unit that are read. Thread-safe.</summary>
sealed class ObjectProgress(IProgress<FileProgress>? progress, string name, long totalBytes)
{
    readonly Lock _lock = new();
    long _bytes;
    long _rows;

    internal void Add(VerifiedObject item)
    {
        if (progress is null) { return; }
        lock (_lock)
        {
            _bytes += item.Bytes;
            _rows += item.Name.Rows;
            progress.Report(new FileProgress(name, _bytes, _rows) { StoredBytes = _bytes, TotalBytes = totalBytes });
        }
    }
}
