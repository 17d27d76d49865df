using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.Lake;

/// <summary>
/// Objects as files below a folder. A file is written under a temporary name, synced, and linked into place, so that it appears whole or not
/// at all; a key that is taken stays as it is. Nothing is written through a symbolic link.
/// </summary>
public sealed class DirectoryObjectStore : IObjectStore
{
    const string TemporaryPrefix = ".bipipeline-";

    readonly string _root;
    readonly DirectoryStoreOptions _options;
    long _temporaryNames;

    /// <summary>A store below a folder, which is made when the first object is put.</summary>
    public DirectoryObjectStore(string root)
        : this(root, DirectoryStoreOptions.Default)
    {
    }

    /// <summary>A store below a folder, with options.</summary>
    public DirectoryObjectStore(string root, DirectoryStoreOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        ArgumentNullException.ThrowIfNull(options);
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _options = options;
    }

    /// <inheritdoc/>
    public string Location => _root;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The key could leave the root.</exception>
    /// <exception cref="IOException">The file can't be written, or a folder on its way is a symbolic link.</exception>
    public async Task<PutOutcome> PutAsync(string key, ObjectContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var path = PathOf(key);
        if (File.Exists(path)) { return PutOutcome.AlreadyThere; }
        var folder = Path.GetDirectoryName(path)!;
        CreateFolder(folder);

        var temporary = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{TemporaryPrefix}{Environment.ProcessId}-{Interlocked.Increment(ref _temporaryNames)}"));
        try
        {
            await WriteAsync(temporary, content, cancellationToken).ConfigureAwait(false);
            if (!FilePublication.TryPublish(temporary, path)) { return PutOutcome.AlreadyThere; }
            if (_options.Sync) { FilePublication.SyncFolder(folder); }
            return PutOutcome.Created;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        await Task.CompletedTask.ConfigureAwait(false);
        if (!Directory.Exists(_root)) { yield break; }

        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var found = new DirectoryInfo(_root).EnumerateFiles("*", options)
            .Where(file => !file.Name.StartsWith(TemporaryPrefix, StringComparison.Ordinal))
            .Select(file => new StoredObject(Path.GetRelativePath(_root, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file.Length))
            .Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(item => item.Key, StringComparer.Ordinal);
        foreach (var item in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = PathOf(key);
        return File.Exists(path)
            ? Task.FromResult(ObjectContent.OfFile(path).OpenRead())
            : throw new FileNotFoundException($"There is no object '{key}' below {_root}.");
    }

    async Task WriteAsync(string path, ObjectContent content, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = content.Length, Options = FileOptions.Asynchronous };
        var file = new FileStream(path, options);
        await using (file.ConfigureAwait(false))
        {
            var source = content.OpenRead();
            await using (source.ConfigureAwait(false))
            {
                await source.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            }
            if (_options.Sync) { file.Flush(flushToDisk: true); }
        }
    }

    string PathOf(string key)
    {
        ObjectKey.Check(key);
        return Path.Combine(_root, key.Replace('/', Path.DirectorySeparatorChar));
    }

    void CreateFolder(string folder)
    {
        Directory.CreateDirectory(folder);
        for (var directory = new DirectoryInfo(folder); directory.FullName.Length > _root.Length; directory = directory.Parent!)
        {
            if (directory.LinkTarget is not null)
            {
                throw new IOException($"Folder {Path.GetRelativePath(_root, directory.FullName)} below {_root} is a symbolic link; a lake is not written through one. Remove the link or use its target as the root.");
            }
        }
    }
}
