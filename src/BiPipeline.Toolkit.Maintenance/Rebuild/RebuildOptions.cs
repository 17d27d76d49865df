namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Settings of a <see cref="Rebuild"/>. Immutable; derive with <c>with</c>.</summary>
public sealed record RebuildOptions
{
    /// <summary>
    /// The schemas of the new version, and the sizes and format of the objects. <see cref="FilePipelineOptions.Threads"/> is the number of
    /// units that are flattened at the same time. Raw objects are the input, so none are written.
    /// </summary>
    public FilePipelineOptions Pipeline { get; init; } = new();

    /// <summary>The first day of events, in UTC. Default (null): the first day of the raw zone.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day of events, in UTC. Default (null): the last day of the raw zone.</summary>
    public DateOnly? To { get; init; }

    /// <summary>
    /// The name of a new table that gets the rows, for a change that the existing table's files do not allow: another type, other partition
    /// rules. Needs one schema. Its child tables get new names as well. Default (null): the schemas' own tables.
    /// </summary>
    public string? NewTable { get; init; }

    /// <summary>
    /// The tables whose raw zones are read, such as the one that a table was rebuilt from. Default (empty): the schemas' own tables.
    /// </summary>
    public IReadOnlyList<string> RawTables { get; init; } = [];

    /// <summary>
    /// Whether the raw zone may keep clear values of attributes that a policy of the new version protects. Rows are protected, and raw
    /// objects stay as they are. Default false: such a rebuild is refused.
    /// </summary>
    public bool AllowClearRaw { get; init; }

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(RebuildOptions));
        problems.Nested(nameof(Pipeline), Pipeline.Validate);
        if (From > To)
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{nameof(From)} is {From:yyyy-MM-dd}, after {nameof(To)}, {To:yyyy-MM-dd}; expected a range."));
        }
        if (NewTable is not null && Pipeline.Schemas.Count > 1)
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{nameof(NewTable)} is '{NewTable}' for {Pipeline.Schemas.Count} schemas; expected one schema. Rebuild table by table."));
        }
        if (NewTable is not null && Pipeline.Schemas.Any(schema => schema.Table == NewTable))
        {
            problems.Add($"{nameof(NewTable)} is '{NewTable}', which is the schema's table; expected another name.");
        }
        problems.ThrowIfAny();
    }
}
