namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// One row per change. The window starts with the partition columns, so that a filter on them reads only those partitions. This loses
/// nothing, because an event is in one partition.
/// </summary>
static class EventsView
{
    internal static string Query(LakeTable table)
    {
        var rank = ViewColumns.Rank(table);
        var key = ViewColumns.Names([.. table.Partitions.Select(partition => partition.Name), .. ViewColumns.Identity]);
        return $"""
            SELECT
              {ViewColumns.Cast(table, "  ")}
            FROM (
              SELECT
                {ViewColumns.Plain(table, "    ")},
                row_number() OVER (PARTITION BY {key} ORDER BY {ViewColumns.NewestReadingFirst}) AS {rank}
              FROM {SqlText.Name(table.Name)}
            ) AS "ranked"
            WHERE {rank} = 1
            """;
    }
}
