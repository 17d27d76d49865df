using BiPipeline.Toolkit.Lake;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>A lake that takes nothing.</summary>
sealed class RefusingStore : IObjectStore
{
    public string Location => "s3://refusing";

    public Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default) => Task.FromException<PutOutcome>(new IOException("refused"));

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
