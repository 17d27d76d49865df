using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>The body of a query, which produces rows.</summary>
abstract record QueryBody(SqlPosition Position)
{
    internal sealed record Select(SqlPosition At, bool Distinct, IReadOnlyList<SelectItem> Items, Relation? From) : QueryBody(At)
    {
        internal Expression? Where { get; init; }

        internal IReadOnlyList<GroupingElement> GroupBy { get; init; } = [];

        /// <summary><c>GROUP BY DISTINCT</c>: a grouping set that comes twice counts once.</summary>
        internal bool GroupsOnce { get; init; }

        internal Expression? Having { get; init; }

        internal IReadOnlyDictionary<string, WindowSpecification> Windows { get; init; } =
            new Dictionary<string, WindowSpecification>(StringComparer.Ordinal);
    }

    /// <summary><c>UNION</c>, <c>INTERSECT</c>, <c>EXCEPT</c>.</summary>
    internal sealed record SetOperation(SqlPosition At, string Operator, bool All, QueryBody Left, QueryBody Right) : QueryBody(At);

    internal sealed record Values(SqlPosition At, IReadOnlyList<Expression> Rows) : QueryBody(At);

    internal sealed record Table(SqlPosition At, QualifiedName Name) : QueryBody(At);

    internal sealed record Parenthesized(SqlPosition At, Query Query) : QueryBody(At);
}
