namespace BiPipeline.Toolkit.Athena;

/// <summary>What a check came to.</summary>
/// <param name="Check">The check.</param>
/// <param name="Passed">Its query returned no rows.</param>
/// <param name="Problem">Why it did not pass, without any value of the rows; null when it did.</param>
public sealed record SqlCheckResult(SqlCheck Check, bool Passed, string? Problem)
{
    /// <summary>The result as a line.</summary>
    public override string ToString() => Passed ? $"ok    {Check.Name}" : $"FAIL  {Check.Name}: {Problem} ({Check.Source})";
}
