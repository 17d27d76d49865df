namespace BiPipeline.Toolkit;

/// <summary>A schema file is invalid. The exception lists every problem, so that one edit can fix all of them.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>Creates the exception for a schema with these problems.</summary>
    public SchemaException(string source, IReadOnlyList<string> problems)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"Schema {source} has {problems.Count} problem{(problems.Count == 1 ? "" : "s")}: {string.Join(" ", problems)}"))
    {
        Problems = problems;
    }

    /// <summary>One sentence per problem: the member, its value, and what is expected.</summary>
    public IReadOnlyList<string> Problems { get; }
}
