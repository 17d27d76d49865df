namespace BiPipeline.Toolkit.Flattening;

/// <summary>Settings of schema inference. Immutable; derive with <c>with</c>.</summary>
public sealed record InferenceOptions
{
    /// <summary>
    /// Largest number of distinct keys in a struct, 1 to 10,000. A map with more becomes a <c>map&lt;string,T&gt;</c>. Default 200.
    /// </summary>
    public int MaxStructMembers { get; init; } = 200;

    /// <summary>
    /// Largest number of columns, 1 to 10,000. Further attributes, in the order of their paths' UTF-8 bytes, go to <c>_rescued</c>. Default
    /// 1,000.
    /// </summary>
    public int MaxColumns { get; init; } = 1_000;

    /// <summary>
    /// Key attributes in order. When empty, the keys are the members of the records' <c>Keys</c>, sorted. Default: empty.
    /// </summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>
    /// Schema to start from. Its columns keep their names and order, and get a wider type only where old files stay readable. Default:
    /// none.
    /// </summary>
    public TableSchema? From { get; init; }

    /// <summary>Number of threads that read files, 1 to 64. The schema does not depend on it. Default 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Validates the options.</summary>
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
