namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Settings of a <see cref="Backfill"/>. Immutable; derive with <c>with</c>.</summary>
public sealed record BackfillOptions
{
    /// <summary>
    /// The tables, and the sizes and format of their objects. All schemas of one DynamoDB table belong to one backfill, which writes a
    /// marker for each. <see cref="FilePipelineOptions.Threads"/> is the number of data files that are flattened at the same time, and
    /// <see cref="FilePipelineOptions.AsOf"/> the time of a scan: its start. The export is the raw copy, so no raw objects are written.
    /// </summary>
    public FilePipelineOptions Pipeline { get; init; } = new();

    /// <summary>
    /// Whether the files of a scan contain every item of the table, which no file shows. Items that are not in them count as deleted.
    /// Default false: a scan is refused.
    /// </summary>
    public bool Complete { get; init; }

    /// <summary>
    /// Whether items may be in quarantine. Their keys then keep an older state. Default false: a backfill with such items is refused.
    /// </summary>
    public bool AllowQuarantine { get; init; }

    /// <summary>
    /// Whether the lake may have changes without a time, which no view can compare with a baseline and which the baseline hides. Default
    /// false: such a lake is refused.
    /// </summary>
    public bool AllowUndatedChanges { get; init; }

    /// <summary>Settings of access to exports in S3.</summary>
    public AwsClientOptions Client { get; init; } = new();

    /// <summary>Validates the options.</summary>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public void Validate()
    {
        var problems = new OptionProblems(nameof(BackfillOptions));
        problems.Nested(nameof(Pipeline), Pipeline.Validate);
        problems.Nested(nameof(Client), Client.Validate);
        problems.ThrowIfAny();
    }
}
