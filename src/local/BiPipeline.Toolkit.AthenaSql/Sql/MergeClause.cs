namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>A WHEN clause of MERGE, with the condition after AND.</summary>
abstract record MergeClause(SqlPosition Position, Expression? Condition)
{
    internal sealed record Delete(SqlPosition At, Expression? If) : MergeClause(At, If);

    internal sealed record Update(SqlPosition At, Expression? If, IReadOnlyList<Assignment> Assignments) : MergeClause(At, If);

    /// <summary>Without column names, the values are those of all columns in order.</summary>
    internal sealed record Insert(
        SqlPosition At,
        Expression? If,
        IReadOnlyList<Tokens.SqlName> Columns,
        IReadOnlyList<Expression> Values) : MergeClause(At, If);
}
