namespace OrdersPipeline.Printing;

/// <summary>The files below a folder with length and time, which show writes.</summary>
sealed class LakeSnapshot
{
    readonly Dictionary<string, (long Bytes, DateTime Written)> _files;

    LakeSnapshot(Dictionary<string, (long Bytes, DateTime Written)> files) => _files = files;

    /// <summary>Number of files and bytes of every top-level folder, by name.</summary>
    internal IReadOnlyList<ZoneFiles> Zones =>
    [
        .. _files.GroupBy(file => file.Key.Split('/')[0], StringComparer.Ordinal)
            .OrderBy(zone => zone.Key, StringComparer.Ordinal)
            .Select(zone => new ZoneFiles(zone.Key, zone.Count(), zone.Sum(file => file.Value.Bytes))),
    ];

    /// <summary>Takes a snapshot; empty when the folder does not exist.</summary>
    internal static LakeSnapshot Of(string folder)
    {
        var files = new Dictionary<string, (long Bytes, DateTime Written)>(StringComparer.Ordinal);
        var root = new DirectoryInfo(folder);
        if (root.Exists)
        {
            foreach (var file in root.EnumerateFiles("*", SearchOption.AllDirectories))
            {
                var key = Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
                files[key] = (file.Length, file.LastWriteTimeUtc);
            }
        }
        return new LakeSnapshot(files);
    }

    internal int NewSince(LakeSnapshot before) => _files.Keys.Count(path => !before._files.ContainsKey(path));

    internal int ChangedSince(LakeSnapshot before) =>
        before._files.Count(file => !_files.TryGetValue(file.Key, out var now) || now != file.Value);
}
