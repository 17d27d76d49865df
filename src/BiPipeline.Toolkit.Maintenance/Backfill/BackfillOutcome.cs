namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The result of a complete <see cref="Backfill"/>, from its receipts: the same after one run or many.</summary>
/// <param name="Items">Number of items, or of lines of an incremental export.</param>
/// <param name="Rows">Number of rows of parent tables.</param>
/// <param name="ChildRows">Number of rows of child tables.</param>
/// <param name="Ignored">Number of items that belong to no table (<see cref="TableSchema.Ignored"/>).</param>
/// <param name="Quarantined">Number of items in quarantine.</param>
/// <param name="Rescued">Number of values that fit no column.</param>
/// <param name="Objects">Number of objects in the lake.</param>
/// <param name="BytesIn">Number of bytes of JSON, after decompression.</param>
/// <param name="BytesOut">Number of bytes of the objects.</param>
public sealed record BackfillOutcome(
    long Items,
    long Rows,
    long ChildRows,
    long Ignored,
    long Quarantined,
    long Rescued,
    long Objects,
    long BytesIn,
    long BytesOut)
{
    /// <summary>The keys of the markers, one per table, in the order of the schemas.</summary>
    public IReadOnlyList<string> Markers { get; init; } = [];

    /// <summary>Number of items in quarantine by reason, the most frequent first.</summary>
    public IReadOnlyDictionary<string, long> Reasons { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);
}
