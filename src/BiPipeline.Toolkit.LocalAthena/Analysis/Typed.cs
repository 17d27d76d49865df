using BiPipeline.Toolkit.LocalAthena.Types;

namespace BiPipeline.Toolkit.LocalAthena.Analysis;

/// <summary>An expression in DuckDB's SQL and the type it has in Athena.</summary>
readonly record struct Typed(string Sql, TrinoType Type);
