namespace BiPipeline.Toolkit;

/// <summary>Options that can't be used; every problem is listed, so that one deployment mends them all.</summary>
public sealed class ToolkitOptionsException : Exception
{
    /// <summary>Options of this name with these problems.</summary>
    public ToolkitOptionsException(string options, IReadOnlyList<string> problems)
        : base($"{options}: {string.Join(" ", problems)}")
    {
        Problems = problems;
    }

    /// <summary>One sentence a problem: which option, the value found, what is allowed.</summary>
    public IReadOnlyList<string> Problems { get; }
}
