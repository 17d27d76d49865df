namespace BiPipeline.Toolkit;

/// <summary>Options are invalid. The exception lists every problem, so that one deployment can fix all of them.</summary>
public sealed class ToolkitOptionsException : Exception
{
    /// <summary>Creates the exception for options with these problems.</summary>
    public ToolkitOptionsException(string options, IReadOnlyList<string> problems)
        : base($"{options}: {string.Join(" ", problems)}")
    {
        Problems = problems;
    }

    /// <summary>One sentence per problem: the option, its value, and what is expected.</summary>
    public IReadOnlyList<string> Problems { get; }
}
