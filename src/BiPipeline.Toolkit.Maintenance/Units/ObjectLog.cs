using System.Collections.Concurrent;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A store that keeps the keys and sizes of the zones' objects that pass through it.</summary>
sealed class ObjectLog(IObjectStore store) : IObjectStore
{
    readonly ConcurrentDictionary<string, long> _objects = new(StringComparer.Ordinal);

    public string Location => store.Location;

    /// <summary>The stored objects, sorted by their keys.</summary>
    internal IReadOnlyList<ReceiptObject> Objects =>
        [.. _objects.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => new ReceiptObject(item.Key, item.Value))];

    public async Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default)
    {
        var bytes = content.Length;
        var outcome = await store.PutAsync(key, content, cancellationToken).ConfigureAwait(false);
        if (LakeLayout.TryParseKey(key, out _)) { _objects[key] = bytes; }
        return outcome;
    }

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
        store.ListAsync(prefix, cancellationToken);

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) =>
        store.OpenReadAsync(key, cancellationToken);
}
