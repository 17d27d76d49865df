namespace BiPipeline.Toolkit.Athena;

/// <summary>The columns of generated views.</summary>
static class ViewColumns
{
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

    /// <summary>Returns the columns that make an item's value: without its key and the envelope, with rescued values.</summary>
    internal static string Values(LakeTable table) => Names(
    [
        .. table.Columns.Select(column => column.Name)
            .Except(table.KeyNames, StringComparer.Ordinal)
            .Where(name => !EnvelopeColumns.IsReserved(name)),
        EnvelopeColumns.Rescued,
    ]);

    /// <summary>Returns a quoted name for a column inside a view that no column of the table has.</summary>
    internal static string Fresh(LakeTable table, string name)
    {
        while (Of(table).Any(column => column.Name == name)) { name += "_"; }
        return SqlText.Name(name);
    }
}
