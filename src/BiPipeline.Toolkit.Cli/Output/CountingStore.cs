using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit.Cli;

/// <summary>A store that counts new objects, so that a cancelled run can report them.</summary>
sealed class CountingStore(IObjectStore store) : IObjectStore
{
    int _created;

    internal int Created => _created;

    public string Location => store.Location;

    public async Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default)
    {
        var outcome = await store.PutAsync(key, content, cancellationToken).ConfigureAwait(false);
        if (outcome == PutOutcome.Created) { Interlocked.Increment(ref _created); }
        return outcome;
    }

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
        store.ListAsync(prefix, cancellationToken);

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) =>
        store.OpenReadAsync(key, cancellationToken);
}
