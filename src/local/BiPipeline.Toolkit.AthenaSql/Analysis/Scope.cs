namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>The columns of one FROM, followed by those of the outer query.</summary>
sealed record Scope(IReadOnlyList<Field> Fields, Scope? Outer)
{
    /// <summary>The left side of a join, visible only to UNNEST and LATERAL on its right side.</summary>
    internal bool IsLateral { get; init; }

    internal static Scope Empty { get; } = new([], null);
}
