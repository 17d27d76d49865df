namespace BiPipeline.Toolkit.Lake;

/// <summary>What a lake needs from storage: objects that appear whole, once, and never change.</summary>
public interface IObjectStore
{
    /// <summary>Where the store's keys begin, for people: a folder or <c>s3://bucket/prefix</c>.</summary>
    string Location { get; }

    /// <summary>Puts an object unless one of its key is there (<c>If-None-Match: *</c>). Readers see nothing or all of it.</summary>
    /// <param name="key">Segments joined by <c>/</c>.</param>
    /// <param name="content">The object.</param>
    /// <param name="cancellationToken">Ends the work; the object is then there or not, never in part.</param>
    Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default);

    /// <summary>The objects below a prefix, sorted by the UTF-8 bytes of their keys.</summary>
    /// <param name="prefix">Text that keys begin with; empty for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>Opens an object for reading.</summary>
    /// <exception cref="FileNotFoundException">There is no object of this key.</exception>
    Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default);
}
