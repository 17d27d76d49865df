namespace BiPipeline.Toolkit.Athena;

/// <summary>The latest row of every key, without deleted items: from the table's rows, or from its latest table.</summary>
static class CurrentView
{
    internal static string Query(LakeTable table, BaselineBounds? bounds)
    {
        var ranked = RankedRows.Of(table, SqlText.Name(table.Name), bounds?.Conditions(table) ?? []);
        return $"""
            SELECT
              {ViewColumns.Cast(table, "  ")}
            FROM {ranked.From}
            WHERE {ranked.Rank} = 1 AND NOT "_deleted"{(bounds is null ? "" : $" AND \"_event_time\" >= {bounds.Oldest}")}
            """;
    }

    /// <summary>Returns the view over the latest table, which has one row per key.</summary>
    internal static string Query(LakeTable table, BaselineBounds? bounds, LatestTable latest) => $"""
        SELECT
          {ViewColumns.Cast(table, "  ")}
        FROM {latest.FullName}
        WHERE NOT "_deleted"{(bounds is null ? "" : $" AND {bounds.IsShown}")}
        """;
}
