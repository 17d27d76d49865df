namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// The raw objects of a unit as inputs of a pipeline. Small ones are fetched ahead, because a store needs longer to answer than a small
/// object needs to be read.
/// </summary>
sealed class RawInputs : IAsyncDisposable
{
    /// <summary>The largest object that is fetched ahead.</summary>
    internal const long SmallBytes = 1024 * 1024;

    const int Ahead = 8;

    readonly IObjectStore _store;
    readonly IReadOnlyList<RawObject> _objects;
    readonly Task<byte[]>?[] _fetched;
    readonly CancellationTokenSource _end;
    int _next;

    /// <summary>Creates the inputs of raw objects.</summary>
    /// <param name="store">The lake.</param>
    /// <param name="objects">The objects, in the order in which they are read.</param>
    /// <param name="cancellationToken">Ends what is fetched.</param>
    internal RawInputs(IObjectStore store, IReadOnlyList<RawObject> objects, CancellationToken cancellationToken)
    {
        (_store, _objects, _fetched) = (store, objects, new Task<byte[]>?[objects.Count]);
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        All = [.. objects.Select((item, i) => FileInput.From($"{store.Location.TrimEnd('/')}/{item.Key}", item.Bytes, () => Open(i)))];
    }

    /// <summary>The inputs, in the order of the objects.</summary>
    internal IReadOnlyList<FileInput> All { get; }

    /// <summary>Ends what is fetched ahead, after a run that failed as well.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        // What was fetched ahead of a failure fails too, and has no reader.
        Task all = Task.WhenAll(_fetched.OfType<Task>());
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    // Inputs are read by the thread that waits for them; stores are asynchronous.
    Stream Open(int index)
    {
        for (_next = Math.Max(_next, index); _next < Math.Min(_objects.Count, index + Ahead); _next++)
        {
            if (_objects[_next].Bytes <= SmallBytes) { _fetched[_next] = FetchAsync(_objects[_next].Key); }
        }
        if (_fetched[index] is not { } small)
        {
            return new ResumedStream(_store, _objects[index].Key, _objects[index].Bytes, _end.Token);
        }
        _fetched[index] = null;
        return new MemoryStream(small.GetAwaiter().GetResult(), writable: false);
    }

    Task<byte[]> FetchAsync(string key) => Task.Run(() => WholeObject.ReadAsync(_store, key, _end.Token), _end.Token);
}
