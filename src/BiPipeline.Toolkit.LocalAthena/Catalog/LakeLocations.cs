namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>Where a table's location lies on this machine: below the lake's folder, or nowhere.</summary>
sealed class LakeLocations
{
    readonly (string Location, string Folder)[] _mounts;

    internal LakeLocations(IEnumerable<(string Location, string Folder)> mounts) =>
        _mounts =
        [
            .. mounts.Select(mount => (Slash(mount.Location), Slash(Path.GetFullPath(mount.Folder))))
                .OrderByDescending(mount => mount.Item1.Length)
        ];

    internal IEnumerable<string> Folders => _mounts.Select(mount => mount.Folder).Distinct(StringComparer.Ordinal);

    /// <summary>The folder of a location, with a slash at its end.</summary>
    /// <exception cref="LocalAthenaQueryException">It is outside of the lake.</exception>
    internal string FolderOf(string location, string table)
    {
        foreach (var (prefix, folder) in _mounts)
        {
            var slashed = Slash(location);
            if (!slashed.StartsWith(prefix, StringComparison.Ordinal)) { continue; }
            return Inside(folder, Path.Combine(folder, slashed[prefix.Length..]), location, table);
        }
        if (LocalPath(location) is { } path
            && _mounts.FirstOrDefault(
                mount => Slash(Path.GetFullPath(path)).StartsWith(mount.Folder, StringComparison.Ordinal)) is { Folder: not null } home)
        {
            return Inside(home.Folder, path, location, table);
        }
        throw new LocalAthenaQueryException(
            "PERMISSION_DENIED",
            $"Table {table} lies at '{location}', outside of the lake ({string.Join(", ", _mounts.Select(mount => mount.Location))})");
    }

    /// <summary>The location of a file of this machine, as <c>"$path"</c> shows it.</summary>
    internal (string Folder, string Location) LocationOf(string folder) =>
        _mounts.Where(mount => folder.StartsWith(mount.Folder, StringComparison.Ordinal))
            .Select(mount => (mount.Folder, mount.Location))
            .FirstOrDefault((folder, folder));

    static string Inside(string root, string path, string location, string table)
    {
        var full = Slash(Path.GetFullPath(path));
        return full.StartsWith(root, StringComparison.Ordinal)
            ? full
            : throw new LocalAthenaQueryException("PERMISSION_DENIED", $"Table {table} lies at '{location}', which leads out of the lake");
    }

    static string? LocalPath(string location)
    {
        if (location.StartsWith("file:", StringComparison.Ordinal))
        {
            return Uri.TryCreate(location, UriKind.Absolute, out var uri) ? uri.LocalPath : null;
        }
        return Path.IsPathRooted(location) ? location : null;
    }

    static string Slash(string path)
    {
        var slashed = Path.DirectorySeparatorChar == '/' ? path : path.Replace(Path.DirectorySeparatorChar, '/');
        return slashed.EndsWith('/') ? slashed : slashed + "/";
    }
}
