namespace BiPipeline.Toolkit.Athena;

/// <summary>The pieces that generated views are put together from.</summary>
static class ViewColumns
{
    /// <summary>Latest first within a key: the row order of the lake, NULL lowest.</summary>
    internal const string LatestFirst =
        "\"_stream\" DESC NULLS LAST, \"_sequence\" DESC NULLS LAST, "
        + "\"_schema_version\" DESC NULLS LAST, \"_event_id\" DESC NULLS LAST";

    /// <summary>The row order of the lake within a key, NULL lowest.</summary>
    internal const string InOrder =
        "\"_stream\" ASC NULLS FIRST, \"_sequence\" ASC NULLS FIRST, "
        + "\"_schema_version\" ASC NULLS FIRST, \"_event_id\" ASC NULLS FIRST";

    /// <summary>The same event read with several versions of a schema: the newest reading first.</summary>
    internal const string NewestReadingFirst = "\"_schema_version\" DESC NULLS LAST";

    /// <summary>A table's columns, partition columns last.</summary>
    internal static IEnumerable<(string Name, DataType Type)> Of(LakeTable table) =>
        table.Columns.Select(column => (column.Name, column.Type))
            .Concat(table.Partitions.Select(partition => (partition.Name, DataType.String)));

    /// <summary>Every column cast to its declared type under its own name, one a line.</summary>
    internal static string Cast(LakeTable table, string indent, string qualifier = "") => string.Join(
        $",\n{indent}",
        Of(table).Select(column => (Name: SqlText.Name(column.Name), Type: SqlText.Type(column.Type)))
            .Select(column => $"CAST({qualifier}{column.Name} AS {column.Type}) AS {column.Name}"));

    /// <summary>Every column as it is, one a line.</summary>
    internal static string Plain(LakeTable table, string indent) =>
        string.Join($",\n{indent}", Of(table).Select(column => SqlText.Name(column.Name)));

    internal static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(SqlText.Name));

    /// <summary>A name for the row number that no column has.</summary>
    internal static string Rank(LakeTable table)
    {
        var name = "_rank";
        while (Of(table).Any(column => column.Name == name)) { name += "_"; }
        return SqlText.Name(name);
    }
}
