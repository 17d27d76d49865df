namespace BiPipeline.Toolkit.Athena;

/// <summary>What a check came to.</summary>
/// <param name="Check">The check.</param>
/// <param name="Passed">Its query returned no rows.</param>
/// <param name="Problem">Why it did not pass, without any value of the rows; null when it did.</param>
public sealed record SqlCheckResult(SqlCheck Check, bool Passed, string? Problem)
{
    /// <summary>Number of rows that the query returned.</summary>
    public long Rows { get; init; }

    /// <summary>The names of the query's columns; empty when it returned no rows.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The first of the rows, at most 5, each value as the text that Athena sends; null is SQL NULL.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> FirstRows { get; init; } = [];

    /// <summary>The result as a line.</summary>
    public override string ToString() => Passed ? $"ok    {Check.Name}" : $"FAIL  {Check.Name}: {Problem} ({Check.Source})";
}
