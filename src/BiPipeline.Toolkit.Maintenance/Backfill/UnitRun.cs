namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Runs one unit: checks its files, flattens them, and puts the receipt last.</summary>
sealed class UnitRun(IObjectStore store, BackfillOptions options, ExportPlaces places)
{
    readonly SchemaObjects _schemas = new(store, options.Pipeline.Schemas);

    /// <summary>Runs a unit unless its receipt exists.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="threads">Number of threads for this unit. It does not change the written bytes.</param>
    /// <param name="progress">Receives reports.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="MaintenanceRefusedException">A file is not that of the manifest, or has items that went to quarantine.</exception>
    internal async Task RunAsync(BackfillUnit unit, int threads, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        var receipts = new UnitReceipts<BackfillReceipt>(
            store, LakeLayout.ReceiptPrefix(unit.Export, SchemaSet.HashOf(options.Pipeline.Schemas)));
        var receipt = await receipts.ReadAsync(unit.Name, cancellationToken).ConfigureAwait(false);
        if (receipt is null)
        {
            receipt = await FlattenAsync(unit, threads, progress, cancellationToken).ConfigureAwait(false);
            await receipts.PutAsync(unit.Name, receipt, cancellationToken).ConfigureAwait(false);
        }
        // After the receipt, so that a run that allows them continues from here.
        if (receipt.Quarantined > 0 && !options.AllowQuarantine) { throw Quarantined(unit, receipt); }
    }

    /// <summary>Creates the exception for items in quarantine.</summary>
    internal static MaintenanceRefusedException Quarantined(BackfillUnit unit, BackfillReceipt receipt)
    {
        var reason = receipt.Reasons.FirstOrDefault();
        return new(unit.Files[0].Location, [string.Create(
            CultureInfo.InvariantCulture,
            $"{receipt.Quarantined:N0} of {receipt.Items:N0} items went to quarantine ({reason.Value:N0}: {reason.Key}); expected none, "
                + $"because a baseline deletes what it lacks. Correct the schema, or allow quarantine.")]);
    }

    async Task<BackfillReceipt> FlattenAsync(
        BackfillUnit unit, int threads, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        List<FileInput> inputs = [];
        foreach (var file in unit.Files)
        {
            var input = await OpenAsync(file, cancellationToken).ConfigureAwait(false);
            // A row of another time would win over rows of the unit's window, or lose to older ones.
            input.WriteTimes = unit.From is { } from
                ? (from - BaselineMarker.IncrementalMargin, unit.AsOf + BaselineMarker.IncrementalMargin)
                : null;
            inputs.Add(input);
        }
        var log = new ObjectLog(store);
        var counter = new ItemCounter(inputs.Count, progress);
        var settings = options.Pipeline with
        {
            // Lines of an incremental export have their own times.
            AsOf = unit.From is null ? unit.AsOf : null,
            Flatten = options.Pipeline.Flatten with { KeepRecords = false },
            AllowUnreadable = options.AllowQuarantine,
            Threads = threads,
        };
        var pipeline = new FilePipeline(log, settings, _schemas);
        var outcome = await pipeline.RunAsync(inputs, counter, cancellationToken).ConfigureAwait(false);
        Check(unit, counter.Counts, outcome);
        return new()
        {
            Export = unit.Export,
            Unit = unit.Number,
            AsOf = unit.AsOf,
            WindowStart = unit.From,
            Tables = [.. options.Pipeline.Schemas.Select(schema => schema.Table).Order(StringComparer.Ordinal)],
            Files = [.. unit.Files.Select((file, i) => new ReceiptFile(file.Key, counter.Counts[i], file.Md5))],
            Items = outcome.Records,
            Rows = outcome.Rows,
            ChildRows = outcome.ChildRows,
            Ignored = outcome.Ignored,
            Quarantined = outcome.Quarantined,
            Rescued = outcome.Rescued,
            BytesIn = outcome.BytesIn,
            Reasons = outcome.Reasons,
            Objects = log.Objects,
        };
    }

    // The whole file before its first row, so that no row of a damaged file is in the lake.
    async Task<FileInput> OpenAsync(DataFile file, CancellationToken cancellationToken)
    {
        var input = await places.FindAsync(file.Location, cancellationToken).ConfigureAwait(false);
        var md5 = input.Length == file.Bytes ? await StoredHash.Md5Async(input, cancellationToken).ConfigureAwait(false) : "";
        return md5 == file.Md5
            ? input
            : throw new MaintenanceRefusedException(
                file.Location,
                [$"The file does not have the MD5 of the manifest; expected an unchanged file. {ExportChecks.CopyAgain}"]);
    }

    static void Check(BackfillUnit unit, IReadOnlyList<long> counts, FileOutcome outcome)
    {
        for (var i = 0; i < counts.Count; i++)
        {
            if (unit.Files[i].Items is not { } items || items == counts[i]) { continue; }
            throw new MaintenanceRefusedException(unit.Files[i].Location, [string.Create(
                CultureInfo.InvariantCulture,
                $"The file has {counts[i]} items; expected {items} by the manifest. Export the table again.")]);
        }
        // An item that two entities select, or whose entity changed, has two rows.
        if (outcome.Rows + outcome.Ignored + outcome.Quarantined < outcome.Records)
        {
            throw new MaintenanceRefusedException(unit.Files[0].Location, [string.Create(
                CultureInfo.InvariantCulture,
                $"{outcome.Records} items gave {outcome.Rows} rows, {outcome.Ignored} ignored and {outcome.Quarantined} in quarantine; "
                    + $"expected each item in one of them. Report this as an error of the toolkit.")]);
        }
    }
}
