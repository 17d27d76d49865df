namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>A query: its body with WITH, ORDER BY and LIMIT.</summary>
sealed record Query(SqlPosition Position, IReadOnlyList<NamedQuery> With, QueryBody Body)
{
    internal IReadOnlyList<SortItem> OrderBy { get; init; } = [];

    internal Expression? Offset { get; init; }

    internal Expression? Limit { get; init; }

    /// <summary>Whether rows that equal the last one by ORDER BY follow: FETCH … WITH TIES.</summary>
    internal bool WithTies { get; init; }

    /// <summary>Whether the WITH clause is RECURSIVE.</summary>
    internal bool Recursive { get; init; }
}
