namespace BiPipeline.Toolkit.Lake.TestKit;

/// <summary>A store whose puts wait for a gate, and fail with it. A lake's schemas, which come before all records, pass.</summary>
sealed class GatedStore(IObjectStore inner) : IObjectStore
{
    readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _waiting;

    public string Location => inner.Location;

    /// <summary>Number of puts before the gate was opened.</summary>
    internal int Waiting => _waiting;

    internal void Open() => _gate.TrySetResult();

    internal void Fail(Exception exception) => _gate.TrySetException(exception);

    public async Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default)
    {
        if (key.StartsWith("schemas/", StringComparison.Ordinal)) { return await inner.PutAsync(key, content, cancellationToken); }
        if (!_gate.Task.IsCompleted) { Interlocked.Increment(ref _waiting); }
        await _gate.Task.WaitAsync(cancellationToken);
        return await inner.PutAsync(key, content, cancellationToken);
    }

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) => inner.OpenReadAsync(key, cancellationToken);
}
