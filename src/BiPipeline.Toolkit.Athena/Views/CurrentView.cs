namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The latest row of every key, without deleted items. The inner level finds the latest change and the latest dated row of a key; the outer
/// one compares the two. Both windows also remove repeated deliveries.
/// </summary>
static class CurrentView
{
    internal static string Query(LakeTable table, BaselineBounds? bounds)
    {
        var (rank, kind) = (ViewColumns.Fresh(table, "_rank"), ViewColumns.Fresh(table, "_kind_rank"));
        var keys = ViewColumns.Names(table.KeyNames);
        var where = bounds is null ? "" : $"\n    WHERE {bounds.Where(table, "    ")}";
        var oldest = bounds is null ? "" : $" AND \"_event_time\" >= {bounds.Oldest}";
        return $"""
            SELECT
              {ViewColumns.Cast(table, "  ")}
            FROM (
              SELECT
                {ViewColumns.Plain(table, "    ")},
                row_number() OVER (PARTITION BY {keys} ORDER BY {RowOrder.Place} DESC NULLS LAST, "_sequence" DESC NULLS LAST) AS {rank}
              FROM (
                SELECT
                  {ViewColumns.Plain(table, "      ")},
                  row_number() OVER (PARTITION BY {keys}, "_sequence" IS NULL ORDER BY {RowOrder.LatestOfKindFirst}) AS {kind}
                FROM {SqlText.Name(table.Name)}{where}
              ) AS "kinds"
              WHERE {kind} = 1
            ) AS "ranked"
            WHERE {rank} = 1 AND NOT "_deleted"{oldest}
            """;
    }
}
