using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit.LocalAthena.Tests;

/// <summary>Counts how often objects are read.</summary>
sealed class CountingStore(IObjectStore inner) : IObjectStore
{
    int _reads;

    internal int Reads => _reads;

    public string Location => inner.Location;

    public Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default) => inner.PutAsync(key, content, cancellationToken);

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _reads);
        return inner.OpenReadAsync(key, cancellationToken);
    }
}
