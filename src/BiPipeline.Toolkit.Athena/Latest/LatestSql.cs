namespace BiPipeline.Toolkit.Athena;

/// <summary>The other statements over a latest table, which run in its own catalog and database.</summary>
static class LatestSql
{
    /// <summary>One row: how many rows the table has, how many keys more than one row, and its newest time.</summary>
    internal static string Count(LatestTable table)
    {
        var keys = ViewColumns.Names(table.Lake.KeyNames);
        return $"""
            SELECT
              coalesce(sum("rows"), 0) AS "rows",
              count_if("rows" > 1) AS "repeated",
              coalesce(sum("deleted"), 0) AS "deleted",
              max("newest") AS "newest"
            FROM (
              SELECT
                {keys},
                count(*) AS "rows",
                count_if("_deleted") AS "deleted",
                max("_event_time") AS "newest"
              FROM {SqlText.Name(table.Name)}
              GROUP BY {keys}
            ) AS "keys"
            """;
    }

    /// <summary>
    /// One row: how many keys the lake and the table have, and how many of them differ. Changes since <paramref name="until"/> do not
    /// count, because they may have arrived after the table was filled.
    /// </summary>
    internal static string Compare(LatestTable table, DateTimeOffset? baseline, DateTimeOffset until)
    {
        var ranked = LatestMerge.Ranked(table, baseline, "  ");
        var shown = BaselineBounds.Of(baseline)?.IsShown ?? "true";
        var keys = table.Lake.KeyNames.Select(SqlText.Name).ToArray();
        string[] identity = ["\"_event_id\"", "\"_stream\"", "\"_sequence\"", "\"_schema_version\""];
        var columns = string.Join(", ", [.. keys, .. identity, "\"_event_time\""]);
        var differs = identity.Prepend(keys[0]).Select(name => $"\"lake\".{name} IS DISTINCT FROM \"latest\".{name}");
        return $"""
            SELECT
              count("lake".{keys[0]}) AS "expected",
              count("latest".{keys[0]}) AS "found",
              count_if({string.Join(" OR ", differs)}) AS "different"
            FROM (
              SELECT {columns}
              FROM {ranked.From}
              WHERE {ranked.Rank} = 1 AND {shown}
            ) AS "lake"
            FULL JOIN (
              SELECT {columns}
              FROM {SqlText.Name(table.Name)}
              WHERE {shown}
            ) AS "latest"
            ON {string.Join(" AND ", keys.Select(key => $"\"lake\".{key} = \"latest\".{key}"))}
            WHERE "lake"."_event_time" IS NULL OR "lake"."_event_time" < {new BaselineBounds(until.UtcDateTime).AsOf}
            """;
    }

    /// <summary>
    /// One row: how many rows there are that do not count with a baseline, but may have replaced changes that do: those without a time,
    /// and dated rows shortly before it.
    /// </summary>
    internal static string Hiding(LatestTable table, DateTimeOffset baseline)
    {
        var bounds = BaselineBounds.Of(baseline)!;
        return $"""
            SELECT count(*) AS "hiding"
            FROM {SqlText.Name(table.Name)}
            WHERE "_event_time" IS NULL OR ("_sequence" IS NULL AND "_event_time" >= {bounds.Start} AND "_event_time" < {bounds.AsOf})
            """;
    }

    /// <summary>Deletes the rows that no view with this baseline can show, and that no late change can meet.</summary>
    internal static string Purge(LatestTable table, DateTimeOffset baseline)
    {
        var bounds = BaselineBounds.Of(baseline)!;
        return $"""
            DELETE FROM {SqlText.Name(table.Name)}
            WHERE "_event_time" < {bounds.Start} OR "_event_time" IS NULL OR ("_sequence" IS NULL AND "_event_time" < {bounds.AsOf})
            """;
    }

    internal static string Optimize(LatestTable table) => $"OPTIMIZE {SqlText.Name(table.Name)} REWRITE DATA USING BIN_PACK";

    internal static string Vacuum(LatestTable table) => $"VACUUM {SqlText.Name(table.Name)}";
}
