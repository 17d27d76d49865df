namespace BiPipeline.Toolkit.Athena;

/// <summary>The result of a check.</summary>
/// <param name="Check">The check.</param>
/// <param name="Passed">Whether the query returned no rows.</param>
/// <param name="Problem">The reason of a failure, without any value of the rows; null for a check that passed.</param>
public sealed record SqlCheckResult(SqlCheck Check, bool Passed, string? Problem)
{
    /// <summary>Number of rows that the query returned.</summary>
    public long Rows { get; init; }

    /// <summary>The names of the query's columns; empty when it returned no rows.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The first of the rows, at most 5, each value as the text that Athena sends; null is SQL NULL.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> FirstRows { get; init; } = [];

    /// <summary>Returns the result as a line.</summary>
    public override string ToString() => Passed ? $"ok    {Check.Name}" : $"FAIL  {Check.Name}: {Problem} ({Check.Source})";
}
