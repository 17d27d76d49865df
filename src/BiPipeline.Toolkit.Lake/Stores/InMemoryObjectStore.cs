using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// A store in memory, for tests. Its key rules, conditional puts and listing order are those of S3. Thread-safe.
/// </summary>
public sealed class InMemoryObjectStore : IObjectStore
{
    readonly Lock _lock = new();
    readonly SortedDictionary<string, byte[]> _objects = new(KeyOrder.Instance);

    /// <inheritdoc/>
    public string Location => "memory";

    /// <summary>A copy of the keys of all objects, in the order of their UTF-8 bytes.</summary>
    public IReadOnlyList<string> Keys
    {
        get
        {
            lock (_lock) { return [.. _objects.Keys]; }
        }
    }

    /// <summary>The bytes of an object.</summary>
    /// <param name="key">The object's key.</param>
    /// <exception cref="FileNotFoundException">The object does not exist.</exception>
    public ReadOnlyMemory<byte> this[string key] => Find(key);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The key breaks a rule of object keys.</exception>
    public async Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ObjectKey.Check(key);
        cancellationToken.ThrowIfCancellationRequested();
        var bytes = new byte[content.Length];
        var source = content.OpenRead();
        await using (source.ConfigureAwait(false))
        {
            await source.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        lock (_lock) { return _objects.TryAdd(key, bytes) ? PutOutcome.Created : PutOutcome.AlreadyExists; }
    }

    /// <summary>Lists the objects below a prefix at the time of the call, sorted by the UTF-8 bytes of their keys.</summary>
    /// <param name="prefix">The start of the keys; empty for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var item in Find())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }

        StoredObject[] Find()
        {
            lock (_lock)
            {
                return
                [
                    .. _objects.Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal))
                        .Select(item => new StoredObject(item.Key, item.Value.Length)),
                ];
            }
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<Stream>(new MemoryStream(Find(key), writable: false));
    }

    byte[] Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        lock (_lock) { return _objects.TryGetValue(key, out var bytes) ? bytes : LakeThrow.NotFound<byte[]>(key, Location); }
    }
}
