namespace BiPipeline.Toolkit.Tests.Files;

/// <summary>A store whose puts wait for a gate, and fail with it.</summary>
sealed class GatedStore(IObjectStore inner, Task gate) : IObjectStore
{
    public string Location => inner.Location;

    public async Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default)
    {
        await gate.WaitAsync(cancellationToken);
        return await inner.PutAsync(key, content, cancellationToken);
    }

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) => inner.OpenReadAsync(key, cancellationToken);
}
