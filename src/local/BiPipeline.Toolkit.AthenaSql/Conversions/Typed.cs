using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Conversions;

/// <summary>An expression in DuckDB's SQL with its type in Athena.</summary>
readonly record struct Typed(DuckSql Sql, TrinoType Type);
