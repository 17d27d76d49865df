namespace BiPipeline.Toolkit.Athena;

/// <summary>View files or their views can't be used as they are; every problem is listed, one sentence each, with its place.</summary>
public sealed class ViewException : Exception
{
    /// <summary>These problems.</summary>
    public ViewException(IReadOnlyList<string> problems)
        : base(string.Join(" ", problems)) => Problems = problems;

    /// <summary>One sentence a problem.</summary>
    public IReadOnlyList<string> Problems { get; }
}
