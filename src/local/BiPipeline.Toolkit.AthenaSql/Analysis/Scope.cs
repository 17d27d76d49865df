namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>The columns of one FROM, followed by those of the outer query.</summary>
sealed record Scope(IReadOnlyList<Field> Fields, Scope? Outer)
{
    /// <summary>The left side of a join, visible only to UNNEST and LATERAL on its right side.</summary>
    internal bool IsLateral { get; init; }

    /// <summary>
    /// In the scope that a subquery sees, the positions of the names that the subquery reads from it or from a scope around it; null
    /// elsewhere.
    /// </summary>
    internal HashSet<SqlPosition>? Read { get; init; }

    internal static Scope Empty { get; } = new([], null);
}
