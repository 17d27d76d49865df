namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The elements of the lists in the parent's current rows. An element must come from the same reading of the event as the parent's row: a
/// newer reading may have found fewer elements, so those of an older one must disappear.
/// </summary>
static class ChildCurrentView
{
    internal static string Query(LakeTable table)
    {
        var rank = ViewColumns.Rank(table);
        var key = ViewColumns.Names(
        [
            .. table.Partitions.Select(partition => partition.Name),
            EnvelopeColumns.EventId,
            EnvelopeColumns.SchemaVersion,
            EnvelopeColumns.Position,
        ]);
        return $"""
            SELECT
              {ViewColumns.Cast(table, "  ", "\"element\".")}
            FROM (
              SELECT
                {ViewColumns.Plain(table, "    ")},
                row_number() OVER (PARTITION BY {key} ORDER BY "_position") AS {rank}
              FROM {SqlText.Name(table.Name)}
            ) AS "element"
            JOIN {SqlText.Name($"{table.Parent}_current")} AS "parent"
              ON "parent"."_event_id" = "element"."_event_id" AND "parent"."_schema_version" = "element"."_schema_version"
            WHERE "element".{rank} = 1
            """;
    }
}
