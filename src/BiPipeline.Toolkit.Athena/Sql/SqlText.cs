namespace BiPipeline.Toolkit.Athena;

/// <summary>Names, texts and types in Athena's SELECT dialect: whatever they hold, they stay that.</summary>
static class SqlText
{
    internal static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A Hive type as Trino spells it.</summary>
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
