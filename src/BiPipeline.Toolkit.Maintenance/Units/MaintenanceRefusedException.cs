namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Work on a lake was refused, because the lake or an input is not fit for it. The exception lists every problem that was found.
/// </summary>
public sealed class MaintenanceRefusedException : Exception
{
    /// <summary>Creates the exception for a source with these problems.</summary>
    /// <param name="source">The lake, export or scan, for the message.</param>
    /// <param name="problems">One sentence or more per problem.</param>
    public MaintenanceRefusedException(string source, IReadOnlyList<string> problems)
        : base($"{source}: {string.Join(" ", problems)}")
    {
        Problems = problems;
    }

    /// <summary>The problems: what is wrong, what is expected, and the fix.</summary>
    public IReadOnlyList<string> Problems { get; }
}
