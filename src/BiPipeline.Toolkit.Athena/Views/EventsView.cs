namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// One row per change. The window starts with the partition columns, so that a filter on them reads only those partitions. This loses
/// nothing, because an event is in one partition. Items of full exports and scans are states, not changes, and are left out.
/// </summary>
static class EventsView
{
    internal static string Query(LakeTable table)
    {
        var rank = ViewColumns.Fresh(table, "_rank");
        var partitions = string.Concat(table.Partitions.Select(partition => $"{SqlText.Name(partition.Name)}, "));
        return $"""
            SELECT
              {ViewColumns.Cast(table, "  ")}
            FROM (
              SELECT
                {ViewColumns.Plain(table, "    ")},
                row_number() OVER (PARTITION BY {partitions}{RowOrder.Identity} ORDER BY {RowOrder.NewestReadingFirst}) AS {rank}
              FROM {SqlText.Name(table.Name)}
              WHERE "_op" IS DISTINCT FROM 'ITEM'
            ) AS "ranked"
            WHERE {rank} = 1
            """;
    }
}
