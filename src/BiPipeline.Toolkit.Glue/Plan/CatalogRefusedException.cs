namespace BiPipeline.Toolkit.Glue;

/// <summary>
/// A plan is not applied: it holds changes that would break what is already written, or writing was not allowed. Nothing was written by it.
/// </summary>
public sealed class CatalogRefusedException : Exception
{
    /// <summary>A refusal.</summary>
    public CatalogRefusedException(IReadOnlyList<string> problems)
        : base(string.Join(" ", problems)) => Problems = problems;

    /// <summary>One sentence a problem: which table, what differs, what to do.</summary>
    public IReadOnlyList<string> Problems { get; }
}
