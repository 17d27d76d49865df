namespace BiPipeline.Toolkit.Lake.TestKit;

/// <summary>A store with faults: a function decides the fault of each put by its number, from 1.</summary>
sealed class FaultyStore(IObjectStore inner, Func<int, string, StoreFault> plan) : IObjectStore
{
    int _puts;

    public string Location => inner.Location;

    public async Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default)
    {
        var fault = plan(Interlocked.Increment(ref _puts), key);
        if (fault.Before is { } before) { throw before; }
        if (fault.Hangs) { await Task.Delay(Timeout.InfiniteTimeSpan, fault.Listens ? cancellationToken : CancellationToken.None); }
        var outcome = await inner.PutAsync(key, content, cancellationToken);
        fault.OnStored?.Invoke();
        return fault.After is { } after ? throw after : outcome;
    }

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) => inner.OpenReadAsync(key, cancellationToken);
}
