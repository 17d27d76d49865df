namespace BiPipeline.Toolkit.LocalAthena.Analysis;

/// <summary>A query in DuckDB's SQL, its columns named c0, c1, … there, and what they are in Athena.</summary>
sealed record TranslatedQuery(string Sql, IReadOnlyList<OutputColumn> Columns);
