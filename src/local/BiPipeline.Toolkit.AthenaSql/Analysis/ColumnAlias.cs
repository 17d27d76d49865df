namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>Generated names for DuckDB's SQL, which never equal a user's name.</summary>
static class ColumnAlias
{
    internal static string Of(int column) => string.Create(CultureInfo.InvariantCulture, $"c{column}");
}
