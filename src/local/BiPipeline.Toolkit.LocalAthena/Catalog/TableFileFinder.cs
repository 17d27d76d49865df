using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>Finds a table's files: those of projected partitions, of registered partitions, or all below the location.</summary>
sealed class TableFileFinder(IGlueCatalog catalog, LakeLocations locations, ILakeFiles lake)
{
    internal async Task<TableFiles> FindAsync(LakeTableDefinition table, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var definition = table.Source.Definition;
        var location = definition.Storage.Location;
        if (string.IsNullOrEmpty(location))
        {
            throw new LocalAthenaQueryException(FailureCode.HiveInvalidMetadata, $"Table {table.FullName} has no location");
        }
        var keys = definition.PartitionKeys.Select(key => key.Name.ToLowerInvariant()).ToList();
        var found = keys.Count == 0 ? new(
            await lake.ListAsync(locations.FolderOf(location, table.FullName), cancellationToken).ConfigureAwait(false),
            false)
            : definition.Parameters.TryGetValue("projection.enabled", out var enabled)
                && enabled.Equals("true", StringComparison.OrdinalIgnoreCase) ? await ProjectedAsync(
                    table,
                    location,
                    keys,
                    now,
                    cancellationToken).ConfigureAwait(false)
            : await RegisteredAsync(table, keys.Count, cancellationToken).ConfigureAwait(false);
        return found with { Files = await lake.FetchAsync(found.Files, cancellationToken).ConfigureAwait(false) };
    }

    /// <summary>Lists the folders <c>key=value/…</c> below the table's location that have a file.</summary>
    internal async Task<IReadOnlyList<(IReadOnlyList<string> Values, string Location)>> FindPartitionsAsync(
        LakeTableDefinition table,
        CancellationToken cancellationToken)
    {
        var keys = table.Source.Definition.PartitionKeys.Select(key => $"{key.Name.ToLowerInvariant()}=").ToArray();
        var location = $"{table.Source.Definition.Storage.Location?.TrimEnd('/')}/";
        var root = locations.FolderOf(location, table.FullName);
        SortedDictionary<string, IReadOnlyList<string>> found = new(StringComparer.Ordinal);
        foreach (var file in await lake.ListAsync(root, cancellationToken).ConfigureAwait(false))
        {
            var segments = file.Path[root.Length..].Replace(Path.DirectorySeparatorChar, '/').Split('/');
            if (segments.Length <= keys.Length
                || !keys.Zip(segments).All(pair => pair.Second.StartsWith(pair.First, StringComparison.Ordinal)))
            {
                continue;
            }
            found.TryAdd(
                $"{location}{string.Join('/', segments[..keys.Length])}/",
                [.. keys.Select((key, i) => HivePartitionPath.Value(segments[i][key.Length..]) ?? segments[i][key.Length..])]);
        }
        return [.. found.Select(pair => (pair.Value, pair.Key))];
    }

    async Task<TableFiles> ProjectedAsync(
        LakeTableDefinition table,
        string location,
        List<string> keys,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var parameters = table.Source.Definition.Parameters;
        var columns = keys.Select(key => ProjectedColumn.Read(table.FullName, key, parameters, now)).ToArray();
        var folder = location.EndsWith('/') ? location : location + "/";
        var template = PartitionTemplate.Read(
            table.FullName,
            parameters.GetValueOrDefault("storage.location.template") ?? folder + string.Concat(keys.Select(key => $"{key}=${{{key}}}/")),
            keys,
            [.. columns.Select(column => column.Slashes)]);
        var root = locations.FolderOf(template.Prefix, table.FullName);
        List<LakeFile> files = [];
        foreach (var file in await lake.ListAsync(root, cancellationToken).ConfigureAwait(false))
        {
            if (template.Values(file.Path[root.Length..].Replace(Path.DirectorySeparatorChar, '/'), keys) is { } values
                && values.Zip(columns).All(pair => pair.First is { } value && pair.Second.Contains(value)))
            {
                files.Add(file with { Partition = values });
            }
        }
        return new(files, template.IsHiveStyle);
    }

    async Task<TableFiles> RegisteredAsync(LakeTableDefinition table, int keys, CancellationToken cancellationToken)
    {
        List<LakeFile> files = [];
        await foreach (var partition in catalog.GetPartitionsAsync(
            table.Source.Database,
            table.Source.Name,
            cancellationToken).ConfigureAwait(false))
        {
            if (partition.Values.Count != keys || string.IsNullOrEmpty(partition.Storage.Location))
            {
                throw new LocalAthenaQueryException(
                    FailureCode.HiveInvalidMetadata,
                    $"A partition of table {table.FullName} has no location, or not one value per partition column");
            }
            string?[] values = [.. partition.Values.Select(HivePartitionPath.Value)];
            var folder = locations.FolderOf(partition.Storage.Location, table.FullName);
            files.AddRange(
                (await lake.ListAsync(folder, cancellationToken).ConfigureAwait(false)).Select(file => file with { Partition = values }));
        }
        return new(files, false);
    }
}
