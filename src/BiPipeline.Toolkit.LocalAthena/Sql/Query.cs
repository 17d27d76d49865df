namespace BiPipeline.Toolkit.LocalAthena.Sql;

/// <summary>A query with what stands around its body.</summary>
sealed record Query(SqlPosition Position, IReadOnlyList<NamedQuery> With, QueryBody Body)
{
    internal IReadOnlyList<SortItem> OrderBy { get; init; } = [];

    internal Expression? Offset { get; init; }

    internal Expression? Limit { get; init; }

    /// <summary>True for WITH RECURSIVE.</summary>
    internal bool Recursive { get; init; }
}
