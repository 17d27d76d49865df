using System.Runtime.CompilerServices;
using System.Text;

namespace BiPipeline.Toolkit.Maintenance.Tests.Stores;

/// <summary>
/// A lake in memory, with or without versioning. Puts, order of listings, delete markers and locks are those of S3. Thread-safe.
/// </summary>
/// <param name="time">The clock of <c>LastModified</c>. Default (null): the system's.</param>
/// <param name="isVersioned">Whether deleted objects stay as noncurrent versions.</param>
sealed class InMemoryMaintenanceStore(TimeProvider? time = null, bool isVersioned = false) : IMaintenanceStore
{
    readonly Lock _lock = new();
    readonly TimeProvider _time = time ?? TimeProvider.System;
    // Of a key: its versions, the newest first.
    readonly SortedDictionary<string, List<Version>> _objects = new(KeyOrder);
    readonly Dictionary<string, LeftOver> _leftOvers = new(StringComparer.Ordinal);
    int _next;

    public string Location => "memory";

    /// <summary>The keys of current objects, in the order of their UTF-8 bytes.</summary>
    internal IReadOnlyList<string> Keys
    {
        get
        {
            lock (_lock) { return [.. _objects.Where(item => !item.Value[0].IsMarker).Select(item => item.Key)]; }
        }
    }

    /// <summary>The keys of current objects below a prefix.</summary>
    internal IReadOnlyList<string> Below(string prefix) => [.. Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))];

    static readonly IComparer<string> KeyOrder =
        Comparer<string>.Create((left, right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));

    /// <summary>The bytes of a current object.</summary>
    internal byte[] this[string key] => Find(key);

    /// <summary>Every stored byte: of current objects and of noncurrent versions.</summary>
    internal IReadOnlyList<(string Key, byte[] Bytes)> Everything()
    {
        lock (_lock) { return [.. _objects.SelectMany(item => item.Value.Where(version => !version.IsMarker).Select(version => (item.Key, version.Bytes)))]; }
    }

    /// <summary>Returns an independent copy, as a killed process leaves it.</summary>
    internal InMemoryMaintenanceStore Copy(TimeProvider? clock = null)
    {
        var copy = new InMemoryMaintenanceStore(clock ?? _time, isVersioned);
        lock (_lock)
        {
            foreach (var (key, versions) in _objects) { copy._objects.Add(key, [.. versions]); }
            foreach (var (key, leftOver) in _leftOvers) { copy._leftOvers.Add(key, leftOver); }
            copy._next = _next;
        }
        return copy;
    }

    /// <summary>Locks every version of a key.</summary>
    internal void SetLock(string key, ObjectLock value)
    {
        lock (_lock) { _objects[key] = [.. _objects[key].Select(version => version with { Lock = value })]; }
    }

    internal void Add(LeftOver leftOver)
    {
        lock (_lock) { _leftOvers[leftOver.Key] = leftOver; }
    }

    public async Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var bytes = new byte[content.Length];
        await using (var source = content.OpenRead()) { await source.ReadExactlyAsync(bytes, cancellationToken); }
        lock (_lock)
        {
            if (_objects.TryGetValue(key, out var versions) && !versions[0].IsMarker) { return PutOutcome.AlreadyExists; }
            Insert(key, bytes, isMarker: false);
            return PutOutcome.Created;
        }
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in ListObjectsAsync(prefix, cancellationToken)) { yield return new(item.Key, item.Bytes); }
    }

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<Stream>(new MemoryStream(Find(key), writable: false));
    }

    public async IAsyncEnumerable<ListedObject> ListObjectsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var version in ListVersionsAsync(prefix, cancellationToken))
        {
            if (version is { IsCurrent: true, IsDeleteMarker: false }) { yield return new(version.Key, version.Bytes, version.LastModified); }
        }
    }

    public Task DeleteAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            foreach (var key in keys)
            {
                if (isVersioned) { Insert(key, [], isMarker: true); }
                else { _objects.Remove(key); }
            }
        }
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<ObjectVersion> ListVersionsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        ObjectVersion[] found;
        lock (_lock)
        {
            found =
            [
                .. _objects.Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal)).SelectMany(item => item.Value.Select((version, i) =>
                    new ObjectVersion(item.Key, version.Id, version.Bytes.Length, version.Modified, i == 0, version.IsMarker))),
            ];
        }
        foreach (var version in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return version;
        }
    }

    public Task<Stream> OpenVersionAsync(ObjectVersion version, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return _objects.GetValueOrDefault(version.Key)?.Find(own => own.Id == version.VersionId && !own.IsMarker) is { } found
                ? Task.FromResult<Stream>(new MemoryStream(found.Bytes, writable: false))
                : throw new FileNotFoundException($"Version '{version.VersionId}' of object '{version.Key}' does not exist below {Location}.");
        }
    }

    public Task DeleteVersionsAsync(IReadOnlyList<ObjectVersion> versions, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            foreach (var deleted in versions)
            {
                if (!_objects.TryGetValue(deleted.Key, out var own)) { continue; }
                if (own.Find(version => version.Id == deleted.VersionId) is { Lock: { } held } && held.HoldsAt(_time.GetUtcNow()))
                {
                    throw new IOException($"Object '{deleted.Key}' could not be deleted: AccessDenied.");
                }
                own.RemoveAll(version => version.Id == deleted.VersionId);
                if (own.Count == 0) { _objects.Remove(deleted.Key); }
            }
        }
        return Task.CompletedTask;
    }

    public Task<ObjectLock?> FindLockAsync(ObjectVersion version, CancellationToken cancellationToken = default)
    {
        lock (_lock) { return Task.FromResult(_objects.GetValueOrDefault(version.Key)?.Find(own => own.Id == version.VersionId)?.Lock); }
    }

    public async IAsyncEnumerable<LeftOver> ListLeftOversAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        LeftOver[] found;
        lock (_lock) { found = [.. _leftOvers.Values.OrderBy(leftOver => leftOver.Key, KeyOrder)]; }
        foreach (var leftOver in found) { yield return leftOver; }
    }

    public Task DeleteLeftOversAsync(IReadOnlyList<LeftOver> leftOvers, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            foreach (var leftOver in leftOvers) { _leftOvers.Remove(leftOver.Key); }
        }
        return Task.CompletedTask;
    }

    byte[] Find(string key)
    {
        lock (_lock)
        {
            return _objects.TryGetValue(key, out var versions) && !versions[0].IsMarker
                ? versions[0].Bytes
                : throw new FileNotFoundException($"Object '{key}' does not exist below {Location}.");
        }
    }

    void Insert(string key, byte[] bytes, bool isMarker)
    {
        if (!_objects.TryGetValue(key, out var versions)) { _objects.Add(key, versions = []); }
        if (!isVersioned) { versions.Clear(); }
        versions.Insert(0, new(isVersioned ? $"v{++_next}" : "null", bytes, _time.GetUtcNow(), isMarker, Lock: null));
    }

    sealed record Version(string Id, byte[] Bytes, DateTimeOffset Modified, bool IsMarker, ObjectLock? Lock);
}
