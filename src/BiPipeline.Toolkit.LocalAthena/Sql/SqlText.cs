namespace BiPipeline.Toolkit.LocalAthena.Sql;

/// <summary>Quoting, the same in Trino and DuckDB.</summary>
static class SqlText
{
    internal static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
