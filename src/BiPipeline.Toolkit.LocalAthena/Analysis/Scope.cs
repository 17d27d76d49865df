namespace BiPipeline.Toolkit.LocalAthena.Analysis;

/// <summary>The columns of one FROM and, beyond them, those of the query around it.</summary>
sealed record Scope(IReadOnlyList<Field> Fields, Scope? Outer)
{
    /// <summary>The left side of a join, which only UNNEST and LATERAL on its right side see.</summary>
    internal bool IsLateral { get; init; }

    internal static Scope Empty { get; } = new([], null);
}
