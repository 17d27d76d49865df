using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary><c>column = value</c> of SET, or a column of INSERT with its value.</summary>
sealed record Assignment(SqlName Column, Expression Value);
