using BiPipeline.Toolkit.LocalAthena.Target;
using BiPipeline.Toolkit.LocalAthena.Types;

namespace BiPipeline.Toolkit.LocalAthena.Analysis;

/// <summary>An expression in DuckDB's SQL with its type in Athena.</summary>
readonly record struct Typed(DuckSql Sql, TrinoType Type);
