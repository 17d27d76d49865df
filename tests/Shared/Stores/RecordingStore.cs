using System.Collections.Concurrent;

namespace BiPipeline.Toolkit.Lake.TestKit;

/// <summary>A store that records the order in which its objects were created and read, and its prefixes listed.</summary>
sealed class RecordingStore(IObjectStore inner) : IObjectStore
{
    readonly ConcurrentQueue<string> _created = new();
    readonly ConcurrentQueue<string> _reads = new();
    readonly ConcurrentQueue<string> _listed = new();

    public string Location => inner.Location;

    internal IReadOnlyList<string> Created => [.. _created];

    internal IReadOnlyList<string> Reads => [.. _reads];

    internal IReadOnlyList<string> Listed => [.. _listed];

    public async Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default)
    {
        var outcome = await inner.PutAsync(key, content, cancellationToken);
        if (outcome == PutOutcome.Created) { _created.Enqueue(key); }
        return outcome;
    }

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default)
    {
        _listed.Enqueue(prefix);
        return inner.ListAsync(prefix, cancellationToken);
    }

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        _reads.Enqueue(key);
        return inner.OpenReadAsync(key, cancellationToken);
    }
}
