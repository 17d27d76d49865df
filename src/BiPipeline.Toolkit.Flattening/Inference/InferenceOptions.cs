namespace BiPipeline.Toolkit.Flattening;

/// <summary>Settings of schema inference. Immutable; derive with <c>with</c>.</summary>
public sealed record InferenceOptions
{
    /// <summary>
    /// Largest number of distinct keys in a struct, 1 to 10,000. A map with more becomes a <c>map&lt;string,T&gt;</c>. Default 200.
    /// </summary>
    public int MaxStructMembers { get; init; } = 200;

    /// <summary>
    /// Percentage of the maps at a place that an average key appears in, 0 to 100. Below it the keys are data, and the place becomes a
    /// <c>map&lt;string,T&gt;</c> if the values have one kind. Keys that are all dates, all numbers or all UUIDs always give a map.
    /// Default 10.
    /// </summary>
    public int MapPercent { get; init; } = 10;

    /// <summary>Maps that become a <c>map&lt;string,T&gt;</c> with any keys. Default: none.</summary>
    public IReadOnlyList<AttributePath> Maps { get; init; } = [];

    /// <summary>Attributes without a column, those inside them included; their values are kept in <c>_rescued</c>. Default: none.</summary>
    public IReadOnlyList<AttributePath> Excluded { get; init; } = [];

    /// <summary>
    /// Largest number of columns, 1 to 10,000. Fewer if a view with their names is longer than Athena's limit. The attributes of most items
    /// come first, ties in the order of their paths' UTF-8 bytes. Further attributes go to <c>_rescued</c>. Default 1,000.
    /// </summary>
    public int MaxColumns { get; init; } = 1_000;

    /// <summary>Fraction digits of a decimal beyond those seen, 0 to 38: a scale can't grow later. Default 2.</summary>
    public int ExtraScale { get; init; } = 2;

    /// <summary>The fewest fraction digits of a decimal, 0 to 38. Default 2.</summary>
    public int MinScale { get; init; } = 2;

    /// <summary>
    /// Whether texts that are all numbers, <c>true</c> or <c>false</c>, or <c>yyyy-MM-dd HH:mm:ss</c> give columns of that type, with
    /// <see cref="SchemaColumn.Coerce"/>. Default false.
    /// </summary>
    public bool Coerce { get; init; }

    /// <summary>
    /// Whether times with more than milliseconds give a timestamp, which drops the rest. Default false: they give a string.
    /// </summary>
    public bool FloorTimes { get; init; }

    /// <summary>
    /// Items that are read, in a single-table design. Default (null): those of <see cref="From"/>, else all.
    /// </summary>
    public EntityFilter? Entity { get; init; }

    /// <summary>
    /// Whose records are read; it is written into the schema. Records that name no table are read too. Default (null): that of
    /// <see cref="From"/>, else the one DynamoDB table that the records name.
    /// </summary>
    public TableSource? Source { get; init; }

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
        problems.Range(MapPercent, 0, 100);
        problems.Range(ExtraScale, 0, DataType.DecimalType.MaxPrecision);
        problems.Range(MinScale, 0, DataType.DecimalType.MaxPrecision);
        problems.Range(MaxColumns, 1, 10_000, "1 to 10,000");
        problems.Range(Threads, 1, 64);
        problems.ThrowIfAny();
    }
}
