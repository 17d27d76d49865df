namespace BiPipeline.Toolkit.Flattening;

/// <summary>How a schema is made of what was seen. Immutable; derive with <c>with</c>.</summary>
public sealed record InferenceOptions
{
    /// <summary>A map with more distinct keys becomes a <c>map&lt;string,T&gt;</c>, 1 to 10,000. Default 200.</summary>
    public int MaxStructMembers { get; init; } = 200;

    /// <summary>
    /// The most columns a schema gets, 1 to 10,000; attributes beyond (by the UTF-8 bytes of their paths) are left to <c>_rescued</c>.
    /// Default 1,000.
    /// </summary>
    public int MaxColumns { get; init; } = 1_000;

    /// <summary>The key attributes in their order; empty to take the members of the records' <c>Keys</c>, sorted. Default: empty.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>
    /// A schema to start from: its columns keep names and order, and are only ever widened where old files stay readable. Default: none.
    /// </summary>
    public TableSchema? From { get; init; }

    /// <summary>
    /// Threads that look at records at a time where files are read, 1 to 64; any number gives the same schema. Default 1.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>Checks every rule.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(InferenceOptions));
        problems.Range(MaxStructMembers, 1, 10_000, "1 to 10,000");
        problems.Range(MaxColumns, 1, 10_000, "1 to 10,000");
        problems.Range(Threads, 1, 64);
        problems.ThrowIfAny();
    }
}
