namespace BiPipeline.Toolkit.Athena;

/// <summary>Quotes names, texts and types for Athena's SELECT dialect, so that no content can end them.</summary>
static class SqlText
{
    internal static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Returns Trino's spelling of a Hive type.</summary>
    internal static string Type(DataType type) => type switch
    {
        _ when type == DataType.String => "varchar",
        _ when type == DataType.Int => "integer",
        _ when type == DataType.Binary => "varbinary",
        DataType.ArrayType array => $"array({Type(array.Element)})",
        DataType.MapType map => $"map(varchar, {Type(map.Value)})",
        DataType.StructType fields => $"row({string.Join(", ", fields.Fields.Select(field => $"{Name(field.Name)} {Type(field.Type)}"))})",
        _ => type.ToString(),
    };
}
