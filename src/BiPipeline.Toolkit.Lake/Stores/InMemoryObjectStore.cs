using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// Objects in memory, for tests: the rules of keys, conditional puts and the order of listings are those of S3. Safe for concurrent use.
/// </summary>
public sealed class InMemoryObjectStore : IObjectStore
{
    readonly Lock _lock = new();
    readonly SortedDictionary<string, byte[]> _objects = new(KeyOrder.Instance);

    /// <inheritdoc/>
    public string Location => "memory";

    /// <summary>The keys of all objects, in the order of their UTF-8 bytes; a copy.</summary>
    public IReadOnlyList<string> Keys
    {
        get
        {
            lock (_lock) { return [.. _objects.Keys]; }
        }
    }

    /// <summary>The bytes of an object.</summary>
    /// <param name="key">The object's key.</param>
    /// <exception cref="FileNotFoundException">There is no object of this key.</exception>
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

    /// <summary>The objects below a prefix as they are at the call, sorted by the UTF-8 bytes of their keys.</summary>
    /// <param name="prefix">Text that keys begin with; empty for all.</param>
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
