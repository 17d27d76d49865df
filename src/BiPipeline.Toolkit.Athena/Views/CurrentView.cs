namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The latest row of every key, without deleted items. One window over the table itself also removes repeated deliveries.
/// </summary>
static class CurrentView
{
    internal static string Query(LakeTable table)
    {
        var rank = ViewColumns.Rank(table);
        return $"""
            SELECT
              {ViewColumns.Cast(table, "  ")}
            FROM (
              SELECT
                {ViewColumns.Plain(table, "    ")},
                row_number() OVER (PARTITION BY {ViewColumns.Names(table.KeyNames)} ORDER BY {ViewColumns.LatestFirst}) AS {rank}
              FROM {SqlText.Name(table.Name)}
            ) AS "ranked"
            WHERE {rank} = 1 AND NOT "_deleted"
            """;
    }
}
