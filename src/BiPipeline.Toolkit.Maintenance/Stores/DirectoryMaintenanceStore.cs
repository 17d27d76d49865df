using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// The upkeep of a lake in a folder. It follows no symbolic link. Folders that become empty stay, because a writer may be about to use
/// them.
/// </summary>
/// <param name="objects">The store of its objects.</param>
/// <param name="options">Whether deletions wait until they are on the disk.</param>
sealed class DirectoryMaintenanceStore(IObjectStore objects, DirectoryStoreOptions options) : IMaintenanceStore
{
    readonly StoreRoot _root = new(objects.Location);

    public string Location => objects.Location;

    public Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default) =>
        objects.PutAsync(key, content, cancellationToken);

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
        objects.ListAsync(prefix, cancellationToken);

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default) =>
        objects.OpenReadAsync(key, cancellationToken);

    public async IAsyncEnumerable<ListedObject> ListObjectsAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in objects.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            // A file that was deleted since has the time 1601; it is no longer an object.
            var file = new FileInfo(_root.PathOf(item.Key));
            if (file.Exists) { yield return new(item.Key, item.Bytes, ModifiedOf(file)); }
        }
    }

    public Task DeleteAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        Delete(keys.Select(_root.PathOf), cancellationToken);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<ObjectVersion> ListVersionsAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in ListObjectsAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            yield return new(item.Key, VersionId: null, item.Bytes, item.LastModified, IsCurrent: true, IsDeleteMarker: false);
        }
    }

    public Task<Stream> OpenVersionAsync(ObjectVersion version, CancellationToken cancellationToken = default) =>
        objects.OpenReadAsync(version.Key, cancellationToken);

    public Task DeleteVersionsAsync(IReadOnlyList<ObjectVersion> versions, CancellationToken cancellationToken = default) =>
        DeleteAsync([.. versions.Select(version => version.Key)], cancellationToken);

    public Task<ObjectLock?> FindLockAsync(ObjectVersion version, CancellationToken cancellationToken = default) =>
        Task.FromResult<ObjectLock?>(null);

    public async IAsyncEnumerable<LeftOver> ListLeftOversAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        if (!Directory.Exists(_root.FullPath)) { yield break; }
        var files = new DirectoryInfo(_root.FullPath).EnumerateFiles(
            DirectoryObjectStore.TemporaryPrefix + "*",
            new EnumerationOptions
            {
                RecurseSubdirectories = true,
                IgnoreInaccessible = false,
                AttributesToSkip = FileAttributes.ReparsePoint,
            });
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            file.Refresh();
            if (file.Exists) { yield return new(_root.KeyOf(file.FullName), UploadId: null, file.Length, ModifiedOf(file)); }
        }
    }

    public Task DeleteLeftOversAsync(IReadOnlyList<LeftOver> leftOvers, CancellationToken cancellationToken = default)
    {
        foreach (var leftOver in leftOvers)
        {
            if (!Path.GetFileName(leftOver.Key).StartsWith(DirectoryObjectStore.TemporaryPrefix, StringComparison.Ordinal))
            {
                throw new ArgumentException(
                    $"{leftOver.Key} is not a temporary file of a writer; expected {DirectoryObjectStore.TemporaryPrefix}….",
                    nameof(leftOvers));
            }
        }
        return DeleteAsync([.. leftOvers.Select(leftOver => leftOver.Key)], cancellationToken);
    }

    static DateTimeOffset ModifiedOf(FileInfo file) => new(file.LastWriteTimeUtc, TimeSpan.Zero);

    void Delete(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        HashSet<string> folders = new(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _root.RefuseLinks(path);
            if (!File.Exists(path)) { continue; }
            File.Delete(path);
            folders.Add(Path.GetDirectoryName(path)!);
        }
        if (!options.Sync) { return; }
        // A deleted file must not come back when the machine loses its power.
        foreach (var folder in folders) { FilePublication.SyncFolder(folder); }
    }
}
