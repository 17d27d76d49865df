namespace BiPipeline.Toolkit.Lake;

/// <summary>The storage of a lake. Objects appear completely, only once, and never change.</summary>
public interface IObjectStore
{
    /// <summary>The location of the store's keys in messages: a folder or <c>s3://bucket/prefix</c>.</summary>
    string Location { get; }

    /// <summary>Puts an object unless its key exists (<c>If-None-Match: *</c>). Readers see nothing or the whole object.</summary>
    /// <param name="key">Segments joined by <c>/</c>.</param>
    /// <param name="content">The object.</param>
    /// <param name="cancellationToken">Ends the put. The object then exists or not, never in part.</param>
    Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default);

    /// <summary>Lists the objects below a prefix, sorted by the UTF-8 bytes of their keys.</summary>
    /// <param name="prefix">The start of the keys; empty for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>Opens an object for reading.</summary>
    /// <exception cref="FileNotFoundException">The object does not exist.</exception>
    Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default);
}
