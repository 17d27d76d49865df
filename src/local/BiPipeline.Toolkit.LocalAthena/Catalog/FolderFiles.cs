namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>The files of a lake in a local folder.</summary>
sealed class FolderFiles : ILakeFiles
{
    public Task<List<LakeFile>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        List<LakeFile> files = [];
        if (!Directory.Exists(folder)) { return Task.FromResult(files); }
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.Length > 0 && !IsHidden(Path.GetRelativePath(folder, file.FullName)))
            {
                files.Add(new(file.FullName, file.Length, file.LastWriteTimeUtc.Ticks, []));
            }
        }
        files.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return Task.FromResult(files);
    }

    public Task<IReadOnlyList<LakeFile>> FetchAsync(IReadOnlyList<LakeFile> files, CancellationToken cancellationToken) =>
        Task.FromResult(files);

    // Names that begin with _ or . are hidden, also for folders (Athena user guide, "Other considerations").
    internal static bool IsHidden(string relativePath) =>
        relativePath.Split('/', Path.DirectorySeparatorChar).Any(segment => segment.Length > 0 && segment[0] is '_' or '.');
}
