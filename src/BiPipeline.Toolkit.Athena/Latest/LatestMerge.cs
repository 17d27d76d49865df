namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The MERGE of a latest table: the latest row of each key in some partitions of the lake replaces the table's row of that key if it is
/// newer (<see cref="RowOrder"/>). It may run any number of times, in any order of partitions.
/// </summary>
static class LatestMerge
{
    const string Source = "\"source\"";
    const string Target = "\"target\"";

    /// <summary>Returns the statement, which runs in the table's own catalog and database.</summary>
    /// <param name="table">The table.</param>
    /// <param name="conditions">The conditions for rows of the lake, such as their partitions; empty for all.</param>
    /// <param name="baseline">The baseline of the deployed view; null for none. What it hides is not merged.</param>
    internal static string Sql(LatestTable table, IReadOnlyList<string> conditions, DateTimeOffset? baseline)
    {
        var ranked = Ranked(table, conditions, baseline, "  ");
        var columns = ViewColumns.Of(table.Lake).Select(column => SqlText.Name(column.Name)).ToArray();
        var keys = table.Lake.KeyNames.Select(SqlText.Name).ToArray();
        return $"""
            MERGE INTO {SqlText.Name(table.Name)} AS {Target}
            USING (
              SELECT
                {Values(table, "    ")}
              FROM {ranked.From}
              WHERE {ranked.Rank} = 1
            ) AS {Source}
            ON {string.Join(" AND ", keys.Select(key => $"{Target}.{key} = {Source}.{key}"))}
            WHEN MATCHED AND {RowOrder.IsNewer(Source, Target, "")}
            THEN UPDATE SET
              {string.Join(",\n  ", columns.Except(keys, StringComparer.Ordinal).Select(column => $"{column} = {Source}.{column}"))}
            WHEN NOT MATCHED THEN INSERT (
              {string.Join(",\n  ", columns)}
            ) VALUES (
              {string.Join(",\n  ", columns.Select(column => $"{Source}.{column}"))}
            )
            """;
    }

    /// <summary>Returns the ranked rows of the lake.</summary>
    internal static RankedRows Ranked(LatestTable table, IReadOnlyList<string> conditions, DateTimeOffset? baseline, string indent) =>
        RankedRows.Of(
            table.Lake,
            LakeName(table),
            [.. conditions, .. BaselineBounds.Of(baseline)?.Conditions(table.Lake) ?? []],
            indent);

    /// <summary>The lake's table in a statement of the latest table's catalog.</summary>
    internal static string LakeName(LatestTable table) => table.Target.Catalog is null
        ? SqlText.Name(table.Lake.Name)
        : $"\"awsdatacatalog\".{SqlText.Name(table.Target.Database)}.{SqlText.Name(table.Lake.Name)}";

    // A deleted item has its key and the envelope, not the values of its last image, and not the partitions that come from them.
    static string Values(LatestTable table, string indent)
    {
        var keys = table.Lake.KeyNames;
        var ofValues = table.Lake.Partitions
            .Where(partition => partition.Source != PartitionField.EventTimeSource && !keys.Contains(partition.Source))
            .Select(partition => partition.Name);
        var values = table.Schema.Columns.Select(column => column.Name).Except(keys, StringComparer.Ordinal)
            .Append(EnvelopeColumns.Rescued)
            .Concat(ofValues)
            .ToHashSet(StringComparer.Ordinal);
        return string.Join($",\n{indent}", ViewColumns.Of(table.Lake).Select(column =>
        {
            var (name, cast) = (SqlText.Name(column.Name), $"CAST({SqlText.Name(column.Name)} AS {SqlText.IcebergType(column.Type)})");
            return values.Contains(column.Name) ? $"CASE WHEN NOT \"_deleted\" THEN {cast} END AS {name}" : $"{cast} AS {name}";
        }));
    }
}
