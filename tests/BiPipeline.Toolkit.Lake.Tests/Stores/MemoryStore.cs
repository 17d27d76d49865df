using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.Lake.Tests.Stores;

/// <summary>Objects in memory, and the order in which they came.</summary>
sealed class MemoryStore : IObjectStore
{
    readonly ConcurrentDictionary<string, byte[]> _objects = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<string> _order = new();

    public string Location => "memory";

    /// <summary>Keys in the order in which they were put.</summary>
    internal IReadOnlyList<string> Order => [.. _order];

    /// <summary>Keys in their own order.</summary>
    internal IReadOnlyList<string> Keys => [.. _objects.Keys.Order(StringComparer.Ordinal)];

    internal byte[] this[string key] => _objects[key];

    public async Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var bytes = new MemoryStream();
        await using (var source = content.OpenRead()) { await source.CopyToAsync(bytes, cancellationToken); }
        if (!_objects.TryAdd(key, bytes.ToArray())) { return PutOutcome.AlreadyExists; }
        _order.Enqueue(key);
        return PutOutcome.Created;
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var key in Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))) { yield return new(key, _objects[key].Length); }
    }

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) => Task.FromResult<Stream>(new MemoryStream(_objects[key], writable: false));
}
