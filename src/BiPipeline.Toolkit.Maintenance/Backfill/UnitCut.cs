namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Cuts data files into units, by their order and their bytes alone: names of objects depend on it. A table that is partitioned by a
/// column has a row of every partition in every file, so several files are one unit there; otherwise each file is.
/// </summary>
static class UnitCut
{
    /// <summary>Number of stored bytes at which a unit of several files ends.</summary>
    internal const long UnitBytes = 512L * 1024 * 1024;

    /// <summary>Whether a schema has partitions that do not follow from the time of the items.</summary>
    internal static bool HasColumnPartitions(IReadOnlyList<TableSchema> schemas) =>
        schemas.Any(schema => schema.Partitions.Any(partition => partition.Source != PartitionField.EventTimeSource));

    /// <summary>Returns the units of an export.</summary>
    internal static IReadOnlyList<BackfillUnit> Of(TableExport export, IReadOnlyList<TableSchema> schemas)
    {
        List<BackfillUnit> units = [];
        List<DataFile> open = [];
        var limit = HasColumnPartitions(schemas) ? UnitBytes : 0;
        foreach (var file in export.Files)
        {
            if (open.Count > 0 && open.Sum(item => item.Bytes) + file.Bytes > limit) { End(); }
            open.Add(file);
        }
        if (open.Count > 0) { End(); }
        return units;

        void End()
        {
            units.Add(new(export.Id, units.Count, export.AsOf, export.From, [.. open]));
            open.Clear();
        }
    }
}
