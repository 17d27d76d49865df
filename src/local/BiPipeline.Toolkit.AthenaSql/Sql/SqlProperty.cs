using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary><c>name = value</c> of WITH.</summary>
sealed record SqlProperty(SqlName Name, Expression Value);
