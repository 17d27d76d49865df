namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>One WHEN of a CASE.</summary>
sealed record WhenClause(Expression Condition, Expression Result);
