namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The elements of the lists in the parent's current rows. An element must come from the same reading of the event as the parent's row: a
/// newer reading may have found fewer elements, so those of an older one must disappear.
/// </summary>
static class ChildCurrentView
{
    internal static string Query(LakeTable table, BaselineBounds? bounds)
    {
        var rank = ViewColumns.Fresh(table, "_rank");
        var element = ViewColumns.Names(
        [
            .. table.Partitions.Select(partition => partition.Name),
            .. table.KeyNames,
            EnvelopeColumns.Stream,
            EnvelopeColumns.Sequence,
            EnvelopeColumns.EventId,
            EnvelopeColumns.SchemaVersion,
            EnvelopeColumns.Position,
        ]);
        var where = bounds is null ? "" : $"\n  WHERE {string.Join("\n    AND ", bounds.Conditions(table))}";
        return $"""
            SELECT
              {ViewColumns.Cast(table, "  ", "\"element\".")}
            FROM (
              SELECT
                {ViewColumns.Plain(table, "    ")},
                row_number() OVER (PARTITION BY {element} ORDER BY "_position") AS {rank}
              FROM {SqlText.Name(table.Name)}{where}
            ) AS "element"
            JOIN {SqlText.Name($"{table.Parent}_current")} AS "parent"
              ON {Join(table)}
            WHERE "element".{rank} = 1
            """;
    }

    // Dated rows have no sequence number.
    static string Join(LakeTable table) => string.Join(
        "\n  AND ",
        [
            .. table.KeyNames.Select(SqlText.Name).Select(key => $"\"parent\".{key} = \"element\".{key}"),
            "coalesce(\"parent\".\"_stream\", '') = coalesce(\"element\".\"_stream\", '')",
            "coalesce(\"parent\".\"_sequence\", '') = coalesce(\"element\".\"_sequence\", '')",
            "\"parent\".\"_event_id\" = \"element\".\"_event_id\"",
            "\"parent\".\"_schema_version\" = \"element\".\"_schema_version\"",
        ]);
}
