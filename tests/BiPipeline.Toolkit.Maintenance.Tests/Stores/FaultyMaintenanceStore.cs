using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.Maintenance.Tests.Stores;

/// <summary>
/// A store with faults: a function decides the fault of each call by its number, from 1. A listing fails at its start, or after its last
/// object; a deletion with <see cref="StoreFault.After"/> has deleted, and with <see cref="StoreFault.Half"/> the first half.
/// </summary>
sealed class FaultyMaintenanceStore(IMaintenanceStore inner, Func<int, StoreCall, string, StoreFault> plan) : IMaintenanceStore
{
    int _calls;

    /// <summary>Number of calls.</summary>
    internal int Calls => _calls;

    public string Location => inner.Location;

    public async Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default)
    {
        var fault = await BeginAsync(StoreCall.Put, key, cancellationToken);
        var outcome = await inner.PutAsync(key, content, cancellationToken);
        fault.OnStored?.Invoke();
        return fault.After is { } after ? throw after : outcome;
    }

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) =>
        ReadAsync(key, () => inner.OpenReadAsync(key, cancellationToken), cancellationToken);

    public Task<Stream> OpenVersionAsync(ObjectVersion version, CancellationToken cancellationToken = default) =>
        ReadAsync(version.Key, () => inner.OpenVersionAsync(version, cancellationToken), cancellationToken);

    async Task<Stream> ReadAsync(string key, Func<Task<Stream>> open, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(StoreCall.Read, key, cancellationToken);
        var stream = await open();
        return fault.After is { } after ? new BrokenStream(stream, after) : stream;
    }

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
        ListAsync(StoreCall.List, prefix, inner.ListAsync(prefix, cancellationToken), cancellationToken);

    public IAsyncEnumerable<ListedObject> ListObjectsAsync(string prefix, CancellationToken cancellationToken = default) =>
        ListAsync(StoreCall.List, prefix, inner.ListObjectsAsync(prefix, cancellationToken), cancellationToken);

    public IAsyncEnumerable<ObjectVersion> ListVersionsAsync(string prefix, CancellationToken cancellationToken = default) =>
        ListAsync(StoreCall.ListVersions, prefix, inner.ListVersionsAsync(prefix, cancellationToken), cancellationToken);

    public IAsyncEnumerable<LeftOver> ListLeftOversAsync(CancellationToken cancellationToken = default) =>
        ListAsync(StoreCall.ListLeftOvers, "", inner.ListLeftOversAsync(cancellationToken), cancellationToken);

    public Task DeleteAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default) =>
        DeleteAsync(StoreCall.Delete, keys, key => key, part => inner.DeleteAsync(part, cancellationToken), cancellationToken);

    public Task DeleteVersionsAsync(IReadOnlyList<ObjectVersion> versions, CancellationToken cancellationToken = default) =>
        DeleteAsync(StoreCall.DeleteVersions, versions, version => version.Key, part => inner.DeleteVersionsAsync(part, cancellationToken), cancellationToken);

    public Task DeleteLeftOversAsync(IReadOnlyList<LeftOver> leftOvers, CancellationToken cancellationToken = default) =>
        DeleteAsync(StoreCall.DeleteLeftOvers, leftOvers, leftOver => leftOver.Key, part => inner.DeleteLeftOversAsync(part, cancellationToken), cancellationToken);

    public async Task<ObjectLock?> FindLockAsync(ObjectVersion version, CancellationToken cancellationToken = default)
    {
        var fault = await BeginAsync(StoreCall.FindLock, version.Key, cancellationToken);
        return fault.After is { } after ? throw after : await inner.FindLockAsync(version, cancellationToken);
    }

    async Task<StoreFault> BeginAsync(StoreCall call, string key, CancellationToken cancellationToken)
    {
        var fault = plan(Interlocked.Increment(ref _calls), call, key);
        if (fault.Before is { } before) { throw before; }
        if (fault.Hangs) { await Task.Delay(Timeout.InfiniteTimeSpan, fault.Listens ? cancellationToken : CancellationToken.None); }
        return fault;
    }

    async IAsyncEnumerable<T> ListAsync<T>(
        StoreCall call, string prefix, IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(call, prefix, cancellationToken);
        await foreach (var item in items.WithCancellation(cancellationToken)) { yield return item; }
        if (fault.After is { } after) { throw after; }
    }

    async Task DeleteAsync<T>(StoreCall call, IReadOnlyList<T> items, Func<T, string> keyOf, Func<IReadOnlyList<T>, Task> delete, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(call, items.Count == 0 ? "" : keyOf(items[0]), cancellationToken);
        await delete(fault.Half ? [.. items.Take(items.Count / 2)] : items);
        if (fault.After is { } after) { throw after; }
    }

    /// <summary>A stream that breaks off before its last byte.</summary>
    sealed class BrokenStream(Stream inner, Exception fault) : Stream
    {
        readonly MemoryStream _bytes = Copy(inner);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _bytes.Position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = _bytes.Read(buffer, offset, (int)Math.Min(count, Math.Max(0, _bytes.Length - 1 - _bytes.Position)));
            return read == 0 && count > 0 ? throw fault : read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        static MemoryStream Copy(Stream stream)
        {
            var copy = new MemoryStream();
            using (stream) { stream.CopyTo(copy); }
            copy.Position = 0;
            return copy;
        }
    }
}
