namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The DDL of latest tables (Athena user guide, "Create Iceberg tables" and "Evolve Iceberg table schema"). The statements run in the
/// table's own catalog and database, whose names they do not have.
/// </summary>
static class LatestDdl
{
    internal static string Create(LatestTable table)
    {
        var columns = table.Columns.Select(column => $"  {Name(column.Name)} {Type(column.Type!)}{Comment(column.Comment)}");
        // Another catalog has its own locations.
        var location = table.Target.Catalog is null ? $"LOCATION {Text(Location(table))}\n" : "";
        return $"""
            CREATE TABLE {Name(table.Name)} (
            {string.Join(",\n", columns)}
            )
            PARTITIONED BY ({string.Create(CultureInfo.InvariantCulture, $"bucket({table.Spec.Buckets}, {Name(table.Bucket)})")})
            {location}TBLPROPERTIES (
              'table_type'='ICEBERG',
              'format'='parquet',
              'write_compression'='zstd'
            )
            """;
    }

    internal static string AddColumns(LatestTable table, IEnumerable<GlueColumn> columns)
    {
        var added = string.Join(", ", columns.Select(column => $"{Name(column.Name)} {Type(column.Type!)}"));
        return $"ALTER TABLE {Name(table.Name)} ADD COLUMNS ({added})";
    }

    internal static string ChangeType(LatestTable table, GlueColumn column) =>
        $"ALTER TABLE {Name(table.Name)} CHANGE COLUMN {Name(column.Name)} {Name(column.Name)} {Type(column.Type!)}";

    internal static string Drop(string name) => $"DROP TABLE {Name(name)}";

    internal static string Location(LatestTable table) =>
        $"{table.Target.Location.TrimEnd('/')}/{LakeLayout.LatestPrefix}{table.Name}/";

    static string Name(string name) => HiveText.Name(name);

    static string Type(string type) => HiveText.Type(type);

    static string Text(string text) => HiveText.Text(text);

    static string Comment(string? comment) => comment is null ? "" : $" COMMENT {Text(comment)}";
}
