namespace BiPipeline.Toolkit.LocalAthena.Analysis;

/// <summary>Names in the SQL that DuckDB gets: generated, so that none of the user's can be captured.</summary>
static class ColumnAlias
{
    internal static string Of(int column) => string.Create(CultureInfo.InvariantCulture, $"c{column}");
}
