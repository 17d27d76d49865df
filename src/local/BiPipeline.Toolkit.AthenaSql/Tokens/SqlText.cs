namespace BiPipeline.Toolkit.AthenaSql.Tokens;

/// <summary>Quotes names and texts, the same way for Trino and DuckDB.</summary>
static class SqlText
{
    internal static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
