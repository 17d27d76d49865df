using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>One query of WITH.</summary>
sealed record NamedQuery(SqlName Name, IReadOnlyList<SqlName> Columns, Query Query);
