namespace BiPipeline.Toolkit.Maintenance;

/// <summary>The result of a complete <see cref="Rebuild"/>, from its receipts: the same after one run or many.</summary>
/// <param name="Records">Number of records of the raw zone.</param>
/// <param name="Rows">Number of rows of parent tables.</param>
/// <param name="ChildRows">Number of rows of child tables.</param>
/// <param name="Ignored">Number of records that belong to no table (<see cref="TableSchema.Ignored"/>).</param>
/// <param name="Quarantined">Number of records in quarantine. Rows of older versions stay for them.</param>
/// <param name="Rescued">Number of values that fit no column.</param>
/// <param name="Objects">Number of objects.</param>
/// <param name="BytesIn">Number of bytes of JSON, after decompression.</param>
/// <param name="BytesOut">Number of bytes of the objects.</param>
public sealed record RebuildOutcome(
    long Records,
    long Rows,
    long ChildRows,
    long Ignored,
    long Quarantined,
    long Rescued,
    long Objects,
    long BytesIn,
    long BytesOut)
{
    /// <summary>Number of records in quarantine by reason, the most frequent first.</summary>
    public IReadOnlyDictionary<string, long> Reasons { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Adds receipts up.</summary>
    internal static RebuildOutcome Of(IReadOnlyCollection<RebuildReceipt> receipts) => new(
        receipts.Sum(receipt => receipt.Records),
        receipts.Sum(receipt => receipt.Rows),
        receipts.Sum(receipt => receipt.ChildRows),
        receipts.Sum(receipt => receipt.Ignored),
        receipts.Sum(receipt => receipt.Quarantined),
        receipts.Sum(receipt => receipt.Rescued),
        receipts.Sum(receipt => (long)receipt.Objects.Count),
        receipts.Sum(receipt => receipt.BytesIn),
        receipts.Sum(receipt => receipt.Objects.Sum(item => item.Bytes)))
    {
        Reasons = ReasonCounts.Sum(receipts.Select(receipt => receipt.Reasons)),
    };
}
