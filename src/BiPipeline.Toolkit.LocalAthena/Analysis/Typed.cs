using BiPipeline.Toolkit.LocalAthena.Target;
using BiPipeline.Toolkit.LocalAthena.Types;

namespace BiPipeline.Toolkit.LocalAthena.Analysis;

/// <summary>An expression in DuckDB's SQL and the type it has in Athena.</summary>
readonly record struct Typed(DuckSql Sql, TrinoType Type);
