namespace BiPipeline.Toolkit.Glue;

/// <summary>
/// Registers partitions in the catalog, the alternative to projection. An existing partition keeps its location. Paths are never computed
/// again from values, because an earlier rule may have put the files elsewhere.
/// </summary>
/// <param name="catalog">The catalog.</param>
sealed class PartitionRegistrar(IGlueCatalog catalog)
{
    internal async Task<(int Registered, IReadOnlyList<string> Elsewhere)> RegisterAsync(
        string database,
        string table,
        IReadOnlyList<(IReadOnlyList<string> Values, string Location)> partitions,
        CancellationToken cancellationToken)
    {
        var storage = (await catalog.GetTableAsync(database, table, cancellationToken).ConfigureAwait(false)).Definition.Storage;
        var known = await KnownAsync(database, table, cancellationToken).ConfigureAwait(false);
        GluePartition[] missing = [.. partitions.Where(partition => !known.ContainsKey(Key(partition.Values)))
            .DistinctBy(partition => Key(partition.Values), StringComparer.Ordinal)
            .Select(partition => new GluePartition(partition.Values, storage with { Location = partition.Location }))];

        if (missing.Length > 0)
        {
            var errors = await catalog.CreatePartitionsAsync(database, table, missing, cancellationToken).ConfigureAwait(false);
            if (errors.FirstOrDefault(error => !error.IsAlreadyExists) is { } failed)
            {
                var first = $"{string.Join('/', failed.Values)}: {failed.Message}";
                var what = $"Table '{database}.{table}': {errors.Count} partitions were not registered; the first is {first}";
                throw new GlueException(failed.ErrorCode, $"{what} Register again; the others stay registered.");
            }
            // Another writer registered some of them at the same time, possibly with another folder.
            if (errors.Count > 0) { known = await KnownAsync(database, table, cancellationToken).ConfigureAwait(false); }
        }
        var elsewhere = partitions
            .Select(partition => (partition.Values, partition.Location, Known: known.GetValueOrDefault(Key(partition.Values))))
            .Where(partition => known.ContainsKey(Key(partition.Values)))
            .Where(partition => partition.Known?.TrimEnd('/') != partition.Location.TrimEnd('/'))
            .Select(partition => $"{string.Join('/', partition.Values)} is registered at {partition.Known}, not at {partition.Location}");
        return (missing.Length, [.. elsewhere]);
    }

    async Task<Dictionary<string, string?>> KnownAsync(string database, string table, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, string?>(StringComparer.Ordinal);
        await foreach (var partition in catalog.GetPartitionsAsync(database, table, cancellationToken).ConfigureAwait(false))
        {
            known[Key(partition.Values)] = partition.Storage.Location;
        }
        return known;
    }

    static string Key(IReadOnlyList<string> values) => string.Join('\0', values);
}
