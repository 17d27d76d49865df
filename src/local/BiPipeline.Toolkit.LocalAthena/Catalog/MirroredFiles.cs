using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>
/// Mirrors a lake in a store to a folder, file by file on demand. Objects of a lake never change, so a file with the object's length is the
/// object. A file that the store no longer lists is not read.
/// </summary>
sealed class MirroredFiles(IObjectStore store, string root) : ILakeFiles
{
    const int ParallelDownloads = 8;

    int _downloads;

    public async Task<List<LakeFile>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        var prefix = folder[root.Length..];
        List<LakeFile> files = [];
        await foreach (var stored in store.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            if (stored.Bytes > 0 && !FolderFiles.IsHidden(stored.Key[prefix.Length..]))
            {
                files.Add(new(root + stored.Key, stored.Bytes, 0, []));
            }
        }
        return files;
    }

    public async Task<IReadOnlyList<LakeFile>> FetchAsync(IReadOnlyList<LakeFile> files, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelDownloads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(files.Where(file => !IsHere(file)), options, DownloadAsync).ConfigureAwait(false);
        return [.. files.Select(file => file with { ModifiedTicks = File.GetLastWriteTimeUtc(file.Path).Ticks })];
    }

    static bool IsHere(LakeFile file) => new FileInfo(file.Path) is { Exists: true } here && here.Length == file.Length;

    async ValueTask DownloadAsync(LakeFile file, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!).FullName;
        // Two queries may fetch the same file. Each writes its own copy, and the last one replaces equal bytes.
        var temporary = Path.Combine(
            folder,
            string.Create(CultureInfo.InvariantCulture, $".{Environment.ProcessId}-{Interlocked.Increment(ref _downloads)}"));
        try
        {
            var source = await store.OpenReadAsync(file.Path[root.Length..], cancellationToken).ConfigureAwait(false);
            await using (source.ConfigureAwait(false))
            {
                var target = File.Create(temporary);
                await using (target.ConfigureAwait(false)) { await source.CopyToAsync(target, cancellationToken).ConfigureAwait(false); }
            }
            File.Move(temporary, file.Path, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            throw new LocalAthenaQueryException(
                FailureCode.HiveCannotOpenSplit,
                $"Object {file.Path[root.Length..]} was removed from {store.Location} at the start of the query");
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
