namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>A store with typed rows on the disk, where LocalAthena reads them, and everything else in memory.</summary>
sealed class ReplayStore : IObjectStore
{
    readonly DirectoryObjectStore _processed;
    readonly InMemoryObjectStore _schemas = new();
    readonly RecordingStore _lines;

    internal ReplayStore(string root)
    {
        _processed = new(root, new() { Sync = false });
        _lines = new(Lines);
        Location = root;
    }

    internal InMemoryObjectStore Lines { get; } = new();

    /// <summary>The keys of lines in their order of creation.</summary>
    internal IReadOnlyList<string> CreatedLines => _lines.Created;

    public string Location { get; }

    public Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default) =>
        StoreOf(key).PutAsync(key, content, cancellationToken);

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
        StoreOf(prefix).ListAsync(prefix, cancellationToken);

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) =>
        StoreOf(key).OpenReadAsync(key, cancellationToken);

    IObjectStore StoreOf(string key) => key.Split('/')[0] switch
    {
        "processed" => _processed,
        "schemas" => _schemas,
        _ => _lines,
    };
}
