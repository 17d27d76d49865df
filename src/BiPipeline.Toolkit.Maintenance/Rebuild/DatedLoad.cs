namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// A baseline, or the window of an incremental export, whose rows a rebuild does not renew: the export is its raw copy.
/// </summary>
/// <param name="Marker">The key of its marker.</param>
/// <param name="Location">Where the data was read.</param>
/// <param name="Rows">Number of rows of the table.</param>
public sealed record DatedLoad(string Marker, string Location, long Rows)
{
    /// <summary>Finds the loads of tables under other schemas.</summary>
    internal static async Task<IReadOnlyList<DatedLoad>> FindAsync(
        IObjectStore store, IReadOnlyList<TableSchema> schemas, IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        var hashes = schemas.Select(schema => schema.ComputeHash()).ToHashSet(StringComparer.Ordinal);
        List<DatedLoad> loads = [];
        foreach (var table in tables)
        {
            foreach (var key in await LakeBaselines.ListAsync(store, table, cancellationToken).ConfigureAwait(false))
            {
                var bytes = await WholeObject.ReadAsync(store, key.ToString(), cancellationToken).ConfigureAwait(false);
                var marker = BaselineMarker.Parse(bytes);
                if (!marker.Schemas.Any(hashes.Contains)) { loads.Add(new(key.ToString(), marker.Location, marker.Rows)); }
            }
        }
        return loads;
    }
}
