namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// An export, a scan or a lake is not fit for a backfill. A baseline deletes what it does not contain, so nothing counts until every check
/// passes. The exception lists every problem that was found.
/// </summary>
public sealed class BackfillRefusedException : Exception
{
    /// <summary>Creates the exception for a source with these problems.</summary>
    /// <param name="source">The export or scan, for the message.</param>
    /// <param name="problems">One sentence or more per problem.</param>
    public BackfillRefusedException(string source, IReadOnlyList<string> problems)
        : base($"{source}: {string.Join(" ", problems)}")
    {
        Problems = problems;
    }

    /// <summary>The problems: what is wrong, what is expected, and the fix.</summary>
    public IReadOnlyList<string> Problems { get; }
}
