namespace BiPipeline.Toolkit.Athena;

/// <summary>The parts of generated views.</summary>
static class ViewColumns
{
    /// <summary>The latest row first within a key: the row order of the lake, NULL lowest.</summary>
    internal const string LatestFirst =
        "\"_stream\" DESC NULLS LAST, \"_sequence\" DESC NULLS LAST, "
        + "\"_schema_version\" DESC NULLS LAST, \"_event_id\" DESC NULLS LAST";

    /// <summary>The row order of the lake within a key, NULL lowest.</summary>
    internal const string InOrder =
        "\"_stream\" ASC NULLS FIRST, \"_sequence\" ASC NULLS FIRST, "
        + "\"_schema_version\" ASC NULLS FIRST, \"_event_id\" ASC NULLS FIRST";

    /// <summary>Identity of a row: an event id alone repeats in hand-made events and emulators.</summary>
    internal static IReadOnlyList<string> Identity { get; } = [EnvelopeColumns.Stream, EnvelopeColumns.Sequence, EnvelopeColumns.EventId];

    /// <summary>The newest reading first, for an event that was read with several versions of a schema.</summary>
    internal const string NewestReadingFirst = "\"_schema_version\" DESC NULLS LAST";

    /// <summary>Returns a table's columns, partition columns last.</summary>
    internal static IEnumerable<(string Name, DataType Type)> Of(LakeTable table) =>
        table.Columns.Select(column => (column.Name, column.Type))
            .Concat(table.Partitions.Select(partition => (partition.Name, DataType.String)));

    /// <summary>Returns every column cast to its declared type under its own name, one per line.</summary>
    internal static string Cast(LakeTable table, string indent, string qualifier = "") => string.Join(
        $",\n{indent}",
        Of(table).Select(column => (Name: SqlText.Name(column.Name), Type: SqlText.Type(column.Type)))
            .Select(column => $"CAST({qualifier}{column.Name} AS {column.Type}) AS {column.Name}"));

    /// <summary>Returns every column unchanged, one per line.</summary>
    internal static string Plain(LakeTable table, string indent) =>
        string.Join($",\n{indent}", Of(table).Select(column => SqlText.Name(column.Name)));

    internal static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(SqlText.Name));

    /// <summary>Returns a name for the row number that no column has.</summary>
    internal static string Rank(LakeTable table)
    {
        var name = "_rank";
        while (Of(table).Any(column => column.Name == name)) { name += "_"; }
        return SqlText.Name(name);
    }
}
