namespace BiPipeline.Toolkit.Flattening;

/// <summary>How a schema is made of what was seen. Immutable; derive with <c>with</c>.</summary>
public sealed record InferenceOptions
{
    /// <summary>The options as they are without any setting.</summary>
    public static InferenceOptions Default { get; } = new();

    /// <summary>A map with more distinct keys becomes a <c>map&lt;string,T&gt;</c>, 1 to 10,000. Default 200.</summary>
    public int MaxStructMembers { get; init; } = 200;

    /// <summary>The most columns a schema gets, 1 to 10,000; attributes beyond (by the UTF-8 bytes of their paths) are left to <c>_rescued</c>. Default 1,000.</summary>
    public int MaxColumns { get; init; } = 1_000;

    /// <summary>The key attributes in their order; empty to take the members of the records' <c>Keys</c>, sorted. Default: empty.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>A schema to start from: its columns keep names and order, and are only ever widened where old files stay readable. Default: none.</summary>
    public TableSchema? From { get; init; }

    /// <summary>These options, once every rule holds.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public InferenceOptions Validated()
    {
        List<string> problems = [];
        if (MaxStructMembers is < 1 or > 10_000) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(MaxStructMembers)} is {MaxStructMembers}; it must be 1 to 10,000.")); }
        if (MaxColumns is < 1 or > 10_000) { problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(MaxColumns)} is {MaxColumns}; it must be 1 to 10,000.")); }
        return problems.Count == 0 ? this : throw new ToolkitOptionsException(nameof(InferenceOptions), problems);
    }
}
