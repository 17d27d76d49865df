namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// A lake's storage for its upkeep: it also lists times and versions, and deletes. It is not part of <see cref="IObjectStore"/>, so writers
/// of a lake, and the package of a function, cannot delete.
/// </summary>
public interface IMaintenanceStore : IObjectStore
{
    /// <summary>Lists the objects below a prefix with their times, sorted by the UTF-8 bytes of their keys.</summary>
    /// <param name="prefix">The start of the keys; empty for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="IOException">The store refuses the listing.</exception>
    IAsyncEnumerable<ListedObject> ListObjectsAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes objects. One that does not exist is deleted already. A bucket with versioning keeps them as noncurrent versions.
    /// </summary>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Ends the call. Some objects may be deleted then.</param>
    /// <exception cref="IOException">An object can't be deleted.</exception>
    Task DeleteAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists all versions below a prefix: current objects, noncurrent versions and delete markers, those of a key together. A folder, and
    /// a bucket without versioning, have current objects only.
    /// </summary>
    /// <param name="prefix">The start of the keys; empty for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="IOException">The store refuses the listing.</exception>
    IAsyncEnumerable<ObjectVersion> ListVersionsAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>Opens a version for reading.</summary>
    /// <param name="version">The version, no delete marker.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="FileNotFoundException">The version does not exist.</exception>
    /// <exception cref="IOException">The store refuses the request.</exception>
    Task<Stream> OpenVersionAsync(ObjectVersion version, CancellationToken cancellationToken = default);

    /// <summary>Deletes versions, or delete markers, for ever. One that does not exist is deleted already.</summary>
    /// <param name="versions">The versions.</param>
    /// <param name="cancellationToken">Ends the call. Some versions may be deleted then.</param>
    /// <exception cref="IOException">A version can't be deleted, for example under Object Lock.</exception>
    Task DeleteVersionsAsync(IReadOnlyList<ObjectVersion> versions, CancellationToken cancellationToken = default);

    /// <summary>Returns what keeps a version from its deletion by S3 Object Lock; null for nothing, and for delete markers.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IOException">The store refuses the request.</exception>
    Task<ObjectLock?> FindLockAsync(ObjectVersion version, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists what killed writers left: temporary files of a folder, unfinished multipart uploads of a bucket. A running writer has some
    /// too.
    /// </summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="IOException">The store refuses the listing.</exception>
    IAsyncEnumerable<LeftOver> ListLeftOversAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes left-overs. One that does not exist is deleted already.</summary>
    /// <param name="leftOvers">The left-overs.</param>
    /// <param name="cancellationToken">Ends the call. Some may be deleted then.</param>
    /// <exception cref="IOException">A left-over can't be deleted.</exception>
    Task DeleteLeftOversAsync(IReadOnlyList<LeftOver> leftOvers, CancellationToken cancellationToken = default);
}
