namespace BiPipeline.Toolkit;

/// <summary>The result of a <see cref="FilePipeline"/>'s run.</summary>
/// <param name="Records">Number of records read.</param>
/// <param name="Rows">Number of rows of parent tables.</param>
/// <param name="ChildRows">Number of rows of child tables.</param>
/// <param name="Files">Number of objects in all zones, including those that existed.</param>
/// <param name="CreatedFiles">Number of new objects.</param>
/// <param name="Quarantined">Number of records in quarantine.</param>
/// <param name="Rescued">Number of values that fit no column.</param>
/// <param name="BytesIn">Number of bytes of JSON, after decompression.</param>
/// <param name="BytesOut">Number of bytes of all objects.</param>
public sealed record FileOutcome(
    long Records, long Rows, long ChildRows, int Files, int CreatedFiles, long Quarantined, long Rescued, long BytesIn, long BytesOut)
{
    /// <summary>
    /// Number of records by the form that they came in, such as <c>stream record</c>, <c>export</c> or <c>SQS message</c>; the outermost
    /// form counts.
    /// </summary>
    public IReadOnlyDictionary<string, long> Forms { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Number of records in quarantine by reason, the most frequent first.</summary>
    public IReadOnlyDictionary<string, long> Reasons { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>The columns that have no value in any row, as <c>table.column</c>, of tables with rows.</summary>
    public IReadOnlyList<string> EmptyColumns { get; init; } = [];

    /// <summary>The paths of policies that met no attribute in any record.</summary>
    public IReadOnlyList<string> UnmetPolicies { get; init; } = [];

    /// <summary>
    /// Number of rows that are older than the newest baseline of their table, by the key of its marker: changes of more than
    /// <see cref="BaselineMarker.Margin"/> before it, and older items. Current views do not show them.
    /// </summary>
    public IReadOnlyDictionary<string, long> BehindBaselines { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Records that belong to no table and are kept in the raw zone alone (<see cref="TableSchema.Ignored"/>).</summary>
    public long Ignored { get; init; }
}
