namespace BiPipeline.Toolkit.Lake;

/// <summary>The root folder of a store. It maps keys to files, and refuses symbolic links below it.</summary>
sealed class StoreRoot(string path)
{
    /// <summary>The absolute path of the folder. Links on the way to it are the caller's choice.</summary>
    internal string FullPath { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    /// <summary>Returns the file of a key.</summary>
    /// <exception cref="ArgumentException">The key breaks a rule.</exception>
    internal string PathOf(string key)
    {
        ObjectKey.Check(key);
        return Path.Combine(FullPath, key.Replace('/', Path.DirectorySeparatorChar));
    }

    /// <summary>Returns the key of a file.</summary>
    internal string KeyOf(string path) => Path.GetRelativePath(FullPath, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>Returns the deepest folder that contains all keys with a prefix; null when no key can have it.</summary>
    internal string? FolderOf(string prefix)
    {
        var segments = prefix.Split('/')[..^1];
        return segments.All(ObjectKey.IsSegment) ? Path.Combine([FullPath, .. segments]) : null;
    }

    /// <summary>Creates a folder and those above it, one by one, so that nothing is created behind a link.</summary>
    /// <exception cref="IOException">A folder on the way is a symbolic link or a file.</exception>
    internal void CreateFolder(string folder)
    {
        Directory.CreateDirectory(FullPath);
        foreach (var part in Between(folder))
        {
            RefuseLink(part);
            Directory.CreateDirectory(part);
        }
    }

    /// <summary>Refuses a path through a link, whether the file or folder exists or not.</summary>
    /// <exception cref="IOException">The path or a folder on the way to it is a symbolic link.</exception>
    internal void RefuseLinks(string path)
    {
        foreach (var part in Between(path)) { RefuseLink(part); }
    }

    /// <summary>Returns a folder and those above it, up to the one that contains the root.</summary>
    internal IEnumerable<string> Upwards(string folder)
    {
        for (var part = folder; part is not null && part.Length >= FullPath.Length; part = Path.GetDirectoryName(part))
        {
            yield return part;
        }
        if (Path.GetDirectoryName(FullPath) is { } holder) { yield return holder; }
    }

    void RefuseLink(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            LakeThrow.SymbolicLink(KeyOf(path), FullPath);
        }
    }

    // The paths below the root on the way to a path, including the path, outermost first.
    IEnumerable<string> Between(string path)
    {
        var part = FullPath;
        if (path.Length == FullPath.Length) { yield break; }
        foreach (var segment in Path.GetRelativePath(FullPath, path).Split(Path.DirectorySeparatorChar))
        {
            part = Path.Combine(part, segment);
            yield return part;
        }
    }
}
