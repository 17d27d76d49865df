namespace BiPipeline.Toolkit.Athena;

/// <summary>Athena's limits on statements over a latest table, checked before anything is written.</summary>
static class LatestLimits
{
    /// <summary>Bytes of a statement for the partitions that it reads.</summary>
    internal const int PartitionBytes = 32_768;

    /// <summary>Returns what Athena would refuse, one sentence per problem.</summary>
    internal static IEnumerable<string> Check(LatestTable table)
    {
        var columns = table.Columns.Count;
        if (columns > LatestTable.MaxColumns)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Table '{table.Name}' has {columns} columns, those of the envelope and partitions included; Athena merges at most "
                    + $"{LatestTable.MaxColumns}. Make one map or string of several, or leave out 'latest'.");
        }
        foreach (var (name, _, _) in LatestMerge.Change)
        {
            if (ViewColumns.Of(table.Lake).Any(column => column.Name == name))
            {
                yield return $"Column '{name}' has the name of a column that {table.Name} adds. Rename it, or leave out 'latest'.";
            }
        }
        if (table.Name.Length > TableSchema.MaxNameLength)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Table name '{table.Name}' is too long; expected at most {TableSchema.MaxNameLength} characters.");
        }
        if (!table.Lake.Columns.Any(column => column.Name == table.Bucket))
        {
            yield return $"Table '{table.Name}' has no column '{table.Bucket}' for its buckets; expected a key.";
        }
        var merge = Encoding.UTF8.GetByteCount(LatestMerge.Sql(table, [], baseline: DateTimeOffset.UnixEpoch));
        if (merge + PartitionBytes > AthenaQueryRequest.MaxQueryBytes)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The MERGE of table '{table.Name}' has {merge:N0} bytes, and {PartitionBytes:N0} are for its partitions; Athena takes "
                    + $"{AthenaQueryRequest.MaxQueryBytes:N0}. Leave out columns, shorten their names, or leave out 'latest'.");
        }
    }
}
