using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit.Benchmarks.Pipeline;

/// <summary>A store that reads its input and keeps nothing: the work up to the network.</summary>
sealed class DiscardingStore : IObjectStore
{
    readonly byte[] _buffer = new byte[81_920];

    public string Location => "nowhere";

    internal long Bytes { get; private set; }

    public Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default)
    {
        using var stream = content.OpenRead();
        lock (_buffer)
        {
            for (int read; (read = stream.Read(_buffer)) > 0;) { Bytes += read; }
        }
        return Task.FromResult(PutOutcome.Created);
    }

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
        AsyncEnumerable.Empty<StoredObject>();

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) => throw new FileNotFoundException(key);
}
