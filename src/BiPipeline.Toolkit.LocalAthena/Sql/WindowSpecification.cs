namespace BiPipeline.Toolkit.LocalAthena.Sql;

/// <summary>What stands in OVER (…), or a reference to a named window.</summary>
sealed record WindowSpecification(
    SqlName? Reference,
    IReadOnlyList<Expression> PartitionBy,
    IReadOnlyList<SortItem> OrderBy,
    WindowFrame? Frame)
{
    /// <summary>True for <c>OVER w</c>, without parentheses.</summary>
    internal bool IsName { get; init; }
}
