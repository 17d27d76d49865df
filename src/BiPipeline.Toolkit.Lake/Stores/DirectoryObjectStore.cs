using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// Objects as files below a folder. A file is written under a temporary name beside its place, synced, and linked into it, so that it
/// appears whole or not at all; a key that is taken stays as it is. Nothing is written or read through a symbolic link below the root.
/// A process that is killed may leave a temporary file, <c>.bipipeline-…</c>: it is never listed, never in the way, and can be deleted.
/// </summary>
public sealed class DirectoryObjectStore : IObjectStore
{
    const string TemporaryPrefix = ".bipipeline-";

    readonly StoreRoot _root;
    readonly DirectoryStoreOptions _options;
    readonly ConcurrentDictionary<string, bool> _synced = new(StringComparer.Ordinal);

    /// <summary>A store below a folder, which is created when the first object is put.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="options">How objects are written; null for the defaults.</param>
    public DirectoryObjectStore(string root, DirectoryStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        _root = new StoreRoot(root);
        _options = options ?? new();
    }

    /// <inheritdoc/>
    public string Location => _root.FullPath;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The key could leave the root.</exception>
    /// <exception cref="IOException">The file can't be written, or a symbolic link stands at its place or on the way to it.</exception>
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
        // Also when the object was there: whoever linked it may have ended before its folder was on the disk.
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
    /// <exception cref="IOException">A symbolic link stands at the object's place or on the way to it.</exception>
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
            // Somebody else may have been first; what stands there must still be an object.
            return FilePublication.TryPublish(file.Name, path) || !IsThere(path, key);
        }
        finally
        {
            File.Delete(file.Name);
        }
    }

    // A random name, since other stores and processes write into the same folder and none of them knows the others' names.
    static FileStream CreateTemporary(string folder, long length) =>
        new(Path.Combine(folder, TemporaryPrefix + Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            PreallocationSize = length,
            Options = FileOptions.Asynchronous,
        });

    // A folder's own entries at every put; those of the folders above once, since they only change when a folder is made.
    void Sync(string folder)
    {
        FilePublication.SyncFolder(folder);
        if (_synced.ContainsKey(folder)) { return; }
        foreach (var above in _root.Upwards(folder).Skip(1)) { FilePublication.SyncFolder(above); }
        _synced.TryAdd(folder, true);
    }
}
