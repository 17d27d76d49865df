namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>Maps a table's location to a local path below the lake's folder.</summary>
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

    /// <summary>Returns the folder of a location, with a trailing slash.</summary>
    /// <exception cref="LocalAthenaQueryException">The location is outside the lake.</exception>
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
            $"Table {table} is at '{location}', outside the lake ({string.Join(", ", _mounts.Select(mount => mount.Location))})");
    }

    /// <summary>Returns the location of a local file, as in <c>"$path"</c>.</summary>
    internal (string Folder, string Location) LocationOf(string folder) =>
        _mounts.Where(mount => folder.StartsWith(mount.Folder, StringComparison.Ordinal))
            .Select(mount => (mount.Folder, mount.Location))
            .FirstOrDefault((folder, folder));

    /// <summary>A file of this machine by its place in the lake.</summary>
    internal string Shown(string path)
    {
        var (folder, location) = LocationOf(path);
        return location + path[folder.Length..];
    }

    static string Inside(string root, string path, string location, string table)
    {
        var full = Slash(Path.GetFullPath(path));
        return full.StartsWith(root, StringComparison.Ordinal)
            ? full
            : throw new LocalAthenaQueryException("PERMISSION_DENIED", $"Table {table} is at '{location}', which leads out of the lake");
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
