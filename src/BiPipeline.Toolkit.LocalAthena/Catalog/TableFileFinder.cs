using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>Finds a table's files: of projected partitions, of registered ones, or all below the location.</summary>
sealed class TableFileFinder(IGlueCatalog catalog, LakeLocations locations)
{
    internal async Task<TableFiles> FindAsync(LakeTableDefinition table, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var definition = table.Source.Definition;
        var location = definition.Storage.Location;
        if (string.IsNullOrEmpty(location)) { throw new LocalAthenaQueryException(FailureCode.HiveInvalidMetadata, $"Table {table.FullName} has no location"); }
        var keys = definition.PartitionKeys.Select(key => key.Name.ToLowerInvariant()).ToList();
        if (keys.Count == 0) { return new(Below(locations.FolderOf(location, table.FullName), cancellationToken), false); }
        return definition.Parameters.TryGetValue("projection.enabled", out var enabled) && enabled.Equals("true", StringComparison.OrdinalIgnoreCase)
            ? Projected(table, location, keys, now, cancellationToken)
            : await RegisteredAsync(table, keys.Count, cancellationToken).ConfigureAwait(false);
    }

    TableFiles Projected(LakeTableDefinition table, string location, List<string> keys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var parameters = table.Source.Definition.Parameters;
        var columns = keys.Select(key => ProjectedColumn.Read(table.FullName, key, parameters, now)).ToArray();
        var folder = location.EndsWith('/') ? location : location + "/";
        var template = PartitionTemplate.Read(table.FullName, parameters.GetValueOrDefault("storage.location.template") ?? folder + string.Concat(keys.Select(key => $"{key}=${{{key}}}/")), keys, [.. columns.Select(column => column.Slashes)]);
        var root = locations.FolderOf(template.Prefix, table.FullName);
        List<LakeFile> files = [];
        foreach (var file in Below(root, cancellationToken))
        {
            if (template.Values(Relative(root, file.Path), keys) is { } values && values.Zip(columns).All(pair => pair.First is { } value && pair.Second.Contains(value)))
            {
                files.Add(file with { Partition = values });
            }
        }
        return new(files, template.IsHiveStyle);
    }

    async Task<TableFiles> RegisteredAsync(LakeTableDefinition table, int keys, CancellationToken cancellationToken)
    {
        List<LakeFile> files = [];
        await foreach (var partition in catalog.GetPartitionsAsync(table.Source.Database, table.Source.Name, cancellationToken).ConfigureAwait(false))
        {
            if (partition.Values.Count != keys || string.IsNullOrEmpty(partition.Storage.Location)) { throw new LocalAthenaQueryException(FailureCode.HiveInvalidMetadata, $"A partition of table {table.FullName} has no location, or not one value a partition column"); }
            string?[] values = [.. partition.Values.Select(HivePartitionPath.Value)];
            files.AddRange(Below(locations.FolderOf(partition.Storage.Location, table.FullName), cancellationToken).Select(file => file with { Partition = values }));
        }
        return new(files, false);
    }

    // Names that begin with _ or . are hidden, folders too (Athena user guide, "Other considerations").
    static List<LakeFile> Below(string folder, CancellationToken cancellationToken)
    {
        List<LakeFile> files = [];
        if (!Directory.Exists(folder)) { return files; }
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var relative = Relative(folder, file.FullName);
            if (file.Length == 0 || relative.Split('/').Any(segment => segment[0] is '_' or '.')) { continue; }
            files.Add(new(file.FullName, file.Length, file.LastWriteTimeUtc.Ticks, []));
        }
        files.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return files;
    }

    static string Relative(string folder, string path) => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
}
