namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Compares receipts with a plan and adds them up.</summary>
sealed class BackfillTotal(BackfillPlan plan, BackfillOptions options)
{
    readonly List<BackfillReceipt> _receipts = [];

    /// <summary>Takes the receipts of the plan's units, in their order.</summary>
    /// <exception cref="MaintenanceRefusedException">A receipt is missing, or is not of the manifest, or has quarantined items.</exception>
    internal BackfillTotal Add(IReadOnlyList<BackfillReceipt?> receipts)
    {
        var missing = receipts.Count(receipt => receipt is null);
        if (missing > 0)
        {
            throw Refused(string.Create(
                CultureInfo.InvariantCulture,
                $"{missing} of {receipts.Count} units have no receipt; expected all of them. Run the backfill again."));
        }
        for (var i = 0; i < receipts.Count; i++)
        {
            var (unit, receipt) = (plan.Units[i], receipts[i]!);
            if (!IsOf(receipt, unit))
            {
                throw Refused(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The receipt of unit {unit.Number} is not of this manifest; expected the same files, MD5s and items. "
                        + $"Retract the backfill, and run it again."));
            }
            if (receipt.Quarantined > 0 && !options.AllowQuarantine) { throw UnitRun.Quarantined(unit, receipt); }
            _receipts.Add(receipt);
        }
        var items = _receipts.Sum(receipt => receipt.Items);
        return plan.Source.Summary?.ItemCount is not { } count || count == items
            ? this
            : throw Refused(string.Create(
                CultureInfo.InvariantCulture, $"The receipts have {items} items; expected {count}. Export the table again."));
    }

    /// <summary>Returns the marker of a table.</summary>
    internal BaselineMarker MarkerOf(TableSchema schema)
    {
        var rows = _receipts.Sum(receipt => receipt.RowsOf(schema.Table));
        var quarantined = _receipts.Sum(receipt => receipt.Quarantined);
        var items = _receipts.Sum(receipt => receipt.Items);
        return new()
        {
            Table = schema.Table,
            AsOf = plan.AsOf,
            WindowStart = plan.WindowStart,
            Location = plan.Location,
            ExportArn = plan.Source.Summary?.ExportArn,
            TableArn = plan.Source.Summary?.TableArn,
            ManifestHash = plan.Source.ManifestHash,
            Schemas = [.. options.Pipeline.Schemas.Select(other => other.ComputeHash())],
            Files = plan.FileCount,
            Items = items,
            Rows = rows,
            Ignored = Math.Max(0, items - rows - quarantined),
            Quarantined = quarantined,
        };
    }

    internal BackfillOutcome ToOutcome() => new(
        _receipts.Sum(receipt => receipt.Items),
        _receipts.Sum(receipt => receipt.Rows),
        _receipts.Sum(receipt => receipt.ChildRows),
        _receipts.Sum(receipt => receipt.Ignored),
        _receipts.Sum(receipt => receipt.Quarantined),
        _receipts.Sum(receipt => receipt.Rescued),
        _receipts.Sum(receipt => (long)receipt.Objects.Count),
        _receipts.Sum(receipt => receipt.BytesIn),
        _receipts.Sum(receipt => receipt.Objects.Sum(item => item.Bytes)))
    {
        Reasons = ReasonCounts.Sum(_receipts.Select(receipt => receipt.Reasons)),
    };

    static bool IsOf(BackfillReceipt receipt, BackfillUnit unit) =>
        receipt.AsOf == unit.AsOf
        && receipt.WindowStart == unit.From
        && receipt.Files.Count == unit.Files.Count
        && receipt.Files.Zip(unit.Files, IsOf).All(isOf => isOf)
        && receipt.Rows + receipt.Ignored + receipt.Quarantined >= receipt.Items;

    static bool IsOf(ReceiptFile read, DataFile file) =>
        read.Key == file.Key && read.Md5 == file.Md5 && read.Items == (file.Items ?? read.Items);

    MaintenanceRefusedException Refused(string problem) => new(plan.Location, [problem]);
}
