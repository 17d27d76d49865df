using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>A relation in FROM.</summary>
abstract record Relation(SqlPosition Position)
{
    internal sealed record Table(SqlPosition At, QualifiedName Name) : Relation(At);

    internal sealed record Subquery(SqlPosition At, Query Query, bool Lateral) : Relation(At);

    internal sealed record Unnest(SqlPosition At, IReadOnlyList<Expression> Arguments, bool Ordinality) : Relation(At);

    internal sealed record Aliased(SqlPosition At, Relation Inner, SqlName Alias, IReadOnlyList<SqlName> Columns) : Relation(At);

    /// <summary><c>CROSS</c>, <c>INNER</c>, <c>LEFT</c>, <c>RIGHT</c>, <c>FULL</c>; <c>IMPLICIT</c> for a comma.</summary>
    internal sealed record Join(
        SqlPosition At,
        string Kind,
        Relation Left,
        Relation Right,
        Expression? On,
        IReadOnlyList<SqlName> Using) : Relation(At);

    internal sealed record Parenthesized(SqlPosition At, Relation Inner) : Relation(At);
}
