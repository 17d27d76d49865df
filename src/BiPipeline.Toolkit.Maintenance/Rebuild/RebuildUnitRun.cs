namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Runs one unit of a rebuild: flattens its raw objects, and puts the receipt last.</summary>
/// <param name="store">The lake.</param>
/// <param name="options">The options of the pipeline, with the schemas of the rows.</param>
sealed class RebuildUnitRun(IObjectStore store, FilePipelineOptions options)
{
    readonly UnitReceipts<RebuildReceipt> _receipts = new(store, LakeLayout.RebuildPrefix(SchemaSet.HashOf(options.Schemas)));

    /// <summary>Runs a unit unless its receipt exists.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="threads">Number of threads for this unit. It does not change the written bytes.</param>
    /// <param name="progress">Receives reports.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    internal async Task RunAsync(RebuildUnit unit, int threads, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        if (await _receipts.ReadAsync(unit.Name, cancellationToken).ConfigureAwait(false) is not null) { return; }
        var receipt = await FlattenAsync(unit, threads, progress, cancellationToken).ConfigureAwait(false);
        await _receipts.PutAsync(unit.Name, receipt, cancellationToken).ConfigureAwait(false);
    }

    async Task<RebuildReceipt> FlattenAsync(
        RebuildUnit unit, int threads, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        var log = new ObjectLog(store);
        var pipeline = new FilePipeline(log, options with
        {
            Flatten = options.Flatten with { KeepRecords = false },
            // Raw has every well-formed record, also those that no schema could read.
            AllowUnreadable = true,
            Threads = threads,
        });
        var inputs = new RawInputs(store, unit.Objects, cancellationToken);
        await using var _ = inputs.ConfigureAwait(false);
        var outcome = await pipeline.RunAsync(inputs.All, progress, cancellationToken).ConfigureAwait(false);
        // Names of raw objects have their number of lines.
        var expected = unit.Objects.Sum(item => item.Records);
        if (outcome.Records != expected)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"The {unit.ObjectCount} raw objects of '{unit.Table}', {unit.Day:yyyy-MM-dd}, have {outcome.Records} records; "
                    + $"expected {expected} by their names. Restore the objects from the first one, '{unit.Objects[0].Key}', on."));
        }
        return new()
        {
            Unit = unit.Name,
            RawObjects = unit.ObjectCount,
            Records = outcome.Records,
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
}
