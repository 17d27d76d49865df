namespace BiPipeline.Toolkit.Tests.Replay;

/// <summary>Typed rows on the disk, where LocalAthena reads them; raw and quarantine in memory.</summary>
sealed class ReplayStore(string root) : IObjectStore
{
    readonly DirectoryObjectStore _processed = new(root, new() { Sync = false });

    internal MemoryStore Lines { get; } = new();

    public string Location => root;

    public Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default) =>
        (key.StartsWith("processed/", StringComparison.Ordinal) ? _processed : (IObjectStore)Lines).PutAsync(key, content, cancellationToken);

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
