namespace BiPipeline.Toolkit.Athena;

/// <summary>Quotes names, texts and types for Athena's SELECT dialect, so that no content can end them.</summary>
static class SqlText
{
    internal static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Returns Trino's spelling of a Hive type.</summary>
    internal static string Type(DataType type) => Type(type, "timestamp");

    /// <summary>Returns Trino's spelling of a Hive type in an Iceberg table, whose timestamps have six digits.</summary>
    internal static string IcebergType(DataType type) => Type(type, "timestamp(6)");

    static string Type(DataType type, string timestamp) => type switch
    {
        _ when type == DataType.Timestamp => timestamp,
        _ when type == DataType.String => "varchar",
        _ when type == DataType.Int => "integer",
        _ when type == DataType.Binary => "varbinary",
        DataType.ArrayType array => $"array({Type(array.Element, timestamp)})",
        DataType.MapType map => $"map(varchar, {Type(map.Value, timestamp)})",
        DataType.StructType fields =>
            $"row({string.Join(", ", fields.Fields.Select(field => $"{Name(field.Name)} {Type(field.Type, timestamp)}"))})",
        _ => type.ToString(),
    };
}
