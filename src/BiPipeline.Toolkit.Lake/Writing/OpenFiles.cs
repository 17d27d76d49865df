namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// The open objects of a zone, one per table and partition, always iterated in the order of their paths.
/// </summary>
sealed class OpenFiles<TFile>(List<PendingObject> finished) : IDisposable
    where TFile : class, IOpenFile
{
    readonly SortedDictionary<string, TFile> _files = new(StringComparer.Ordinal);

    internal int Count => _files.Count;

    internal IEnumerable<TFile> Files => _files.Values;

    /// <summary>Returns the file of a path; null when it is not open.</summary>
    internal TFile? Find(string path) => _files.GetValueOrDefault(path);

    internal void Add(string path, TFile file) => _files.Add(path, file);

    internal void Finish(string path)
    {
        var file = _files[path];
        finished.Add(file.Finish());
        _files.Remove(path);
        file.Dispose();
    }

    internal void FinishFull() => FinishEach(_files.Where(file => file.Value.IsFull));

    /// <summary>
    /// Finishes the files without rows since a block, then those without rows for the longest time, until at most a number are open; ties
    /// by path.
    /// </summary>
    internal void FinishIdle(long oldestBlock, int maxOpen)
    {
        FinishEach(_files.Where(file => file.Value.LastBlock < oldestBlock));
        if (_files.Count > maxOpen) { FinishEach(_files.OrderBy(file => file.Value.LastBlock).Take(_files.Count - maxOpen)); }
    }

    internal void FinishAll() => FinishEach(_files);

    public void Dispose()
    {
        foreach (var file in _files.Values) { file.Dispose(); }
        _files.Clear();
    }

    void FinishEach(IEnumerable<KeyValuePair<string, TFile>> files)
    {
        foreach (var path in files.Select(file => file.Key).ToArray()) { Finish(path); }
    }
}
