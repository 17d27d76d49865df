namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// Every version of an item, from <c>valid_from</c> until just before <c>valid_to</c> (NULL for the current one). A delete ends a version
/// and is not a version itself.
/// </summary>
static class HistoryView
{
    internal const string ValidFrom = "valid_from";
    internal const string ValidTo = "valid_to";

    internal static string Query(LakeTable table)
    {
        var rank = ViewColumns.Rank(table);
        var identity = ViewColumns.Names(ViewColumns.Identity);
        return $"""
            SELECT
              {ViewColumns.Cast(table, "  ")},
              CAST("valid_from" AS timestamp) AS "valid_from",
              CAST("valid_to" AS timestamp) AS "valid_to"
            FROM (
              SELECT
                {ViewColumns.Plain(table, "    ")},
                "_event_time" AS "valid_from",
                lead("_event_time") OVER (PARTITION BY {ViewColumns.Names(table.KeyNames)} ORDER BY {ViewColumns.InOrder}) AS "valid_to"
              FROM (
                SELECT
                  {ViewColumns.Plain(table, "      ")},
                  row_number() OVER (PARTITION BY {identity} ORDER BY {ViewColumns.NewestReadingFirst}) AS {rank}
                FROM {SqlText.Name(table.Name)}
              ) AS "ranked"
              WHERE {rank} = 1
            ) AS "versions"
            WHERE NOT "_deleted"
            """;
    }
}
