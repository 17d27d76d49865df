namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Where a row is: its table, the schema that it was read with, and its partition.</summary>
/// <param name="Table">The parent or child table.</param>
/// <param name="Family">The number of the table's schema.</param>
/// <param name="Hash">The hash of the schema's version.</param>
/// <param name="Partition">The partition's path; empty for none.</param>
readonly record struct RowPlace(string Table, int Family, string Hash, string Partition)
{
    /// <summary>The folder of the partition.</summary>
    internal string Folder => LakeLayout.TablePrefix(LakeZone.Processed, Table) + (Partition.Length == 0 ? "" : Partition + "/");
}
