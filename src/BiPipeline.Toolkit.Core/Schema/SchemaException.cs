namespace BiPipeline.Toolkit;

/// <summary>A schema file can't be used; every problem is listed, so that one round trip mends them all.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>A schema of this name with these problems.</summary>
    public SchemaException(string source, IReadOnlyList<string> problems)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"Schema {source} has {problems.Count} problem{(problems.Count == 1 ? "" : "s")}: {string.Join(" ", problems)}"))
    {
        Problems = problems;
    }

    /// <summary>One sentence a problem: which member, what was found, what is allowed.</summary>
    public IReadOnlyList<string> Problems { get; }
}
