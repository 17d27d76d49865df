using BiPipeline.Toolkit.AthenaSql.Tokens;

namespace BiPipeline.Toolkit.AthenaSql.Sql;

/// <summary>The content of OVER (…), or a reference to a named window.</summary>
sealed record WindowSpecification(
    SqlName? Reference,
    IReadOnlyList<Expression> PartitionBy,
    IReadOnlyList<SortItem> OrderBy,
    WindowFrame? Frame)
{
    /// <summary>Whether the form is <c>OVER w</c>, without parentheses.</summary>
    internal bool IsName { get; init; }
}
