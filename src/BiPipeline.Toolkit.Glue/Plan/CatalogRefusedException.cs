namespace BiPipeline.Toolkit.Glue;

/// <summary>
/// A plan was not applied, because it has changes that would break existing data, or because writing was not allowed. Nothing was written.
/// </summary>
public sealed class CatalogRefusedException : Exception
{
    /// <summary>Creates the exception with these problems.</summary>
    public CatalogRefusedException(IReadOnlyList<string> problems)
        : base(string.Join(" ", problems)) => Problems = problems;

    /// <summary>One sentence per problem: the table, the difference, and the fix.</summary>
    public IReadOnlyList<string> Problems { get; }
}
