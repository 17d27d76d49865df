namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// One row a change. The window is by the partition columns first, so a filter on them moves below it and reads only those partitions;
/// an event lies in one partition, so that loses nothing.
/// </summary>
static class EventsView
{
    internal static string Query(LakeTable table)
    {
        var rank = ViewColumns.Rank(table);
        var key = ViewColumns.Names([.. table.Partitions.Select(partition => partition.Name), EnvelopeColumns.EventId]);
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
