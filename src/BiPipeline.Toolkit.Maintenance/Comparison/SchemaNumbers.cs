namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Numbers the schema versions that the rows of a lake were read with. Thread-safe.</summary>
sealed class SchemaNumbers
{
    readonly Lock _lock = new();
    readonly List<(int Family, string Hash)> _known = [];

    /// <summary>Returns the number of a version.</summary>
    internal int NumberOf(int family, string hash)
    {
        lock (_lock)
        {
            var number = _known.IndexOf((family, hash));
            if (number >= 0) { return number; }
            _known.Add((family, hash));
            return _known.Count - 1;
        }
    }

    /// <summary>
    /// Returns passes in which every version is once at least; the schema that the caller named where a family has no rows.
    /// </summary>
    internal IReadOnlyList<IReadOnlyList<string>> PassesOf(SchemaFamilies families)
    {
        IReadOnlyList<string>[] versions = [.. families.All.Select((family, i) => _known
            .Where(known => known.Family == i)
            .Select(known => known.Hash)
            .DefaultIfEmpty(family.Given.ComputeHash())
            .ToArray())];
        return [.. Enumerable.Range(0, versions.Max(hashes => hashes.Count))
            .Select(pass => (IReadOnlyList<string>)[.. versions.Select(hashes => hashes[Math.Min(pass, hashes.Count - 1)])])];
    }
}
