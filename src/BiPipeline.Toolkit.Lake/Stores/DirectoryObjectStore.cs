using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// A store with objects as files below a folder. It writes a file under a temporary name in the same folder, syncs it, and links it to its
/// final name. The file therefore appears completely or not at all, and an existing file does not change. The store never follows a
/// symbolic link below the root. A killed process may leave a temporary file, <c>.bipipeline-…</c>, which is never listed and can be
/// deleted.
/// </summary>
public sealed class DirectoryObjectStore : IObjectStore
{
    internal const string TemporaryPrefix = ".bipipeline-";

    readonly StoreRoot _root;
    readonly DirectoryStoreOptions _options;
    readonly ConcurrentDictionary<string, bool> _synced = new(StringComparer.Ordinal);

    /// <summary>Creates a store below a folder. The first put creates the folder.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="options">The options; null for the defaults.</param>
    public DirectoryObjectStore(string root, DirectoryStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        _root = new StoreRoot(root);
        _options = options ?? new();
    }

    /// <inheritdoc/>
    public string Location => _root.FullPath;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The key could refer to a file outside the root.</exception>
    /// <exception cref="IOException">The file can't be written, or its path contains a symbolic link.</exception>
    public async Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var path = _root.PathOf(key);
        cancellationToken.ThrowIfCancellationRequested();
        var folder = Path.GetDirectoryName(path)!;
        _root.CreateFolder(folder);
        var outcome = IsThere(path, key) || !await PublishAsync(path, folder, key, content, cancellationToken).ConfigureAwait(false)
            ? PutOutcome.AlreadyExists
            : PutOutcome.Created;
        // Also when the object exists: the process that linked it may have ended before it synced the folder.
        if (_options.Sync) { Sync(folder); }
        return outcome;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        await Task.CompletedTask.ConfigureAwait(false);
        if (_root.FolderOf(prefix) is not { } folder || !Directory.Exists(folder)) { yield break; }
        _root.RefuseLinks(folder);

        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = false,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        var found = new DirectoryInfo(folder).EnumerateFiles("*", options)
            .Where(file => !file.Name.StartsWith(TemporaryPrefix, StringComparison.Ordinal))
            .Select(file => new StoredObject(_root.KeyOf(file.FullName), file.Length))
            .Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(item => item.Key, KeyOrder.Instance);
        foreach (var item in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The object's path contains a symbolic link.</exception>
    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = _root.PathOf(key);
        _root.RefuseLinks(path);
        return File.Exists(path)
            ? Task.FromResult(ObjectContent.OfFile(path).OpenRead())
            : LakeThrow.NotFound<Task<Stream>>(key, Location);
    }

    bool IsThere(string path, string key)
    {
        _root.RefuseLinks(path);
        if (Directory.Exists(path)) { LakeThrow.FolderInTheWay(key, Location); }
        return File.Exists(path);
    }

    async Task<bool> PublishAsync(string path, string folder, string key, ObjectContent content, CancellationToken cancellationToken)
    {
        var file = CreateTemporary(folder, content.Length);
        try
        {
            await using (file.ConfigureAwait(false))
            {
                var source = content.OpenRead();
                await using (source.ConfigureAwait(false))
                {
                    await source.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
                }
                if (_options.Sync) { file.Flush(flushToDisk: true); }
            }
            // Another process may have been first; its file must be an object too.
            return FilePublication.TryPublish(file.Name, path) || !IsThere(path, key);
        }
        finally
        {
            File.Delete(file.Name);
        }
    }

    // A random name, because other stores and processes write to the same folder.
    static FileStream CreateTemporary(string folder, long length) =>
        new(Path.Combine(folder, TemporaryPrefix + Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            PreallocationSize = length,
            Options = FileOptions.Asynchronous,
        });

    // Syncs the folder at every put, but the folders above it only once, because they change only when a folder is created.
    void Sync(string folder)
    {
        FilePublication.SyncFolder(folder);
        if (_synced.ContainsKey(folder)) { return; }
        foreach (var above in _root.Upwards(folder).Skip(1)) { FilePublication.SyncFolder(above); }
        _synced.TryAdd(folder, true);
    }
}
