namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// Every version of an item, from <c>valid_from</c> until just before <c>valid_to</c> (NULL for the current one). A delete ends a version
/// and is not a version itself. A dated row is a version where no change is within its margin and its value differs from the one before.
/// </summary>
static class HistoryView
{
    internal const string ValidFrom = "valid_from";
    internal const string ValidTo = "valid_to";

    internal static string Query(LakeTable table, BaselineBounds? bounds)
    {
        var (place, value, dated) = (Fresh("_place"), Fresh("_value"), Fresh("_dated"));
        var (rank, change, before) = (Fresh("_rank"), Fresh("_change"), Fresh("_before"));
        var keys = ViewColumns.Names(table.KeyNames);
        var ordered = $"OVER (PARTITION BY {keys} ORDER BY {place} ASC NULLS FIRST, {RowOrder.InOrder})";
        var kept = bounds is null ? $"{place}, {value}" : $"{place}, {value}, {dated}";
        return $"""
            SELECT
              {ViewColumns.Cast(table, "  ")},
              CAST("valid_from" AS timestamp) AS "valid_from",
              CAST("valid_to" AS timestamp) AS "valid_to"
            FROM (
              SELECT
                {ViewColumns.Plain(table, "    ")},
                "_event_time" AS "valid_from",
                {End($"lead(\"_event_time\") {ordered}", dated, bounds)} AS "valid_to"
              FROM (
                SELECT
                  {ViewColumns.Plain(table, "      ")},
                  {kept},
                  lag({value}) {ordered} AS {before}
                FROM (
                  SELECT
                    {ViewColumns.Plain(table, "        ")},
                    {kept},
                    max(CASE WHEN "_sequence" IS NOT NULL THEN {place} END) {ordered} AS {change}
                  FROM (
                    SELECT
                      {ViewColumns.Plain(table, "          ")},
                      {Placed(keys, bounds is null ? null : dated)} AS {place},
                      CASE WHEN NOT "_deleted" THEN ROW({ViewColumns.Values(table)}) END AS {value}
                    FROM (
                      SELECT
                        {ViewColumns.Plain(table, "            ")},
                        row_number() OVER (PARTITION BY {RowOrder.Identity} ORDER BY {RowOrder.NewestReadingFirst}) AS {rank}
                      FROM {SqlText.Name(table.Name)}
                    ) AS "ranked"
                    WHERE {rank} = 1
                  ) AS "placed"
                ) AS "known"
                WHERE "_sequence" IS NOT NULL OR {change} IS NULL OR {RowOrder.DatedPlace} > {change}
              ) AS "compared"
              WHERE "_sequence" IS NOT NULL OR {value} IS DISTINCT FROM {before}
            ) AS "versions"
            WHERE NOT "_deleted"
            """;

        string Fresh(string name) => ViewColumns.Fresh(table, name);
    }

    // A clock that runs back does not change the order of changes.
    static string Placed(string keys, string? dated)
    {
        const string Indent = "          ";
        var latest = dated is null
            ? ""
            : $"max(CASE WHEN \"_sequence\" IS NULL THEN \"_event_time\" END) OVER (PARTITION BY {keys}) AS {dated},\n{Indent}";
        return $"{latest}CASE WHEN \"_sequence\" IS NULL THEN \"_event_time\"\n{Indent}  ELSE max({RowOrder.ChangeTime}) "
            + $"OVER (PARTITION BY {keys}, \"_sequence\" IS NULL ORDER BY {RowOrder.InOrder}) END";
    }

    // The last version of an item that the baseline does not have ended before it.
    static string End(string next, string dated, BaselineBounds? bounds) => bounds is null
        ? next
        : $"coalesce({next},\n      CASE WHEN coalesce({dated} < {bounds.AsOf}, true) "
            + $"AND \"_event_time\" < CASE WHEN \"_sequence\" IS NULL THEN {bounds.AsOf} ELSE {bounds.Oldest} END THEN {bounds.AsOf} END)";
}
