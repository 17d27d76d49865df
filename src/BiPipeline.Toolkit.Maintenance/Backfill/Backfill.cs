namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Loads the items that a DynamoDB table had at one time into a lake, from an export or a scan, and puts a marker when all of them are
/// there. Views then take absent items as deleted, so a backfill also heals what a stream lost. It can end at any moment and run again:
/// the lake and the marker are the same, byte for byte.
/// </summary>
/// <remarks>
/// <see cref="RunAsync"/> does everything in one process. To spread the work, run <see cref="RunUnitAsync"/> for each of
/// <see cref="BackfillPlan.Remaining"/> anywhere, in any order, then <see cref="CompleteAsync"/>. Incremental exports extend a baseline:
/// each begins where the last one ended.
/// </remarks>
public sealed class Backfill
{
    readonly IObjectStore _store;
    readonly BackfillOptions _options;
    readonly ExportPlaces _places;

    /// <summary>Creates a backfill of a lake.</summary>
    /// <param name="store">The lake.</param>
    /// <param name="options">The settings, with the schemas of one DynamoDB table.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public Backfill(IObjectStore store, BackfillOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_store, _options, _places) = (store, options, new(options.Client));
    }

    IReadOnlyList<TableSchema> Schemas => _options.Pipeline.Schemas;

    TimeProvider Time => _options.Pipeline.TimeProvider;

    /// <summary>
    /// Reads the manifests of an export, or the files of a scan, and checks them with the schemas and the lake. Writes nothing.
    /// </summary>
    /// <param name="places">
    /// One export: its folder, a folder or prefix above it, or a manifest, local or <c>s3://</c>. Or the files of one scan, with
    /// <see cref="FilePipelineOptions.AsOf"/> and <see cref="BackfillOptions.Complete"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MaintenanceRefusedException">The export, the scan or the lake is not fit; every problem is listed.</exception>
    /// <exception cref="SchemaException">A schema contradicts one that the lake was written with.</exception>
    /// <exception cref="InvalidDataException">A manifest is not one.</exception>
    /// <exception cref="FileNotFoundException">A place does not exist.</exception>
    /// <exception cref="IOException">A manifest or the lake can't be read.</exception>
    public async Task<BackfillPlan> PlanAsync(IReadOnlyList<string> places, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(places);
        var export = await FindAsync(places, cancellationToken).ConfigureAwait(false);
        await CheckAsync(export, cancellationToken).ConfigureAwait(false);
        await new SchemaObjects(_store, Schemas).CheckAsync(cancellationToken).ConfigureAwait(false);
        var units = UnitCut.Of(export, Schemas);
        var done = await ReceiptsOf(export).ListAsync(cancellationToken).ConfigureAwait(false);
        BackfillUnit[] left = [.. units.Where(unit => !done.Contains(unit.Name))];
        return new(export, Schemas, units, done, PlanEstimate.Of(left, export, _options.Pipeline, _store.Location, Time.GetUtcNow()));
    }

    /// <summary>Runs the remaining units, several at the same time, and puts the markers.</summary>
    /// <param name="plan">The plan of this backfill.</param>
    /// <param name="progress">Receives reports. Default (null): no reports.</param>
    /// <param name="cancellationToken">Ends the run. Finished units stay, and a later run continues from them.</param>
    /// <exception cref="MaintenanceRefusedException">
    /// A data file is not that of the manifest, or items went to quarantine. There is no marker, so views do not change.
    /// </exception>
    /// <exception cref="InvalidDataException">A data file has no readable record, or its compressed data is damaged.</exception>
    /// <exception cref="IOException">A data file can't be read or an object can't be stored.</exception>
    public async Task<BackfillOutcome> RunAsync(
        BackfillPlan plan, IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var tracker = progress is null ? null : new UnitTracker(BytesOf(plan.Units), BytesOf(plan.Remaining), progress, Time);
        var run = new UnitRun(_store, _options, _places);
        await ParallelUnits.RunAsync(plan.Remaining, _options.Pipeline.Threads, tracker, run.RunAsync, cancellationToken)
            .ConfigureAwait(false);
        return await CompleteAsync(plan, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs one unit; does nothing when its receipt exists.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="cancellationToken">Ends the run. A later run of the unit writes the same objects.</param>
    /// <exception cref="MaintenanceRefusedException">A data file is not that of the manifest, or items went to quarantine.</exception>
    /// <exception cref="InvalidDataException">A data file has no readable record, or its compressed data is damaged.</exception>
    /// <exception cref="IOException">A data file can't be read or an object can't be stored.</exception>
    public Task RunUnitAsync(BackfillUnit unit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return new UnitRun(_store, _options, _places).RunAsync(unit, _options.Pipeline.Threads, progress: null, cancellationToken);
    }

    /// <summary>Compares the receipts of all units with the manifest, line by line, and then puts the markers.</summary>
    /// <param name="plan">The plan of this backfill.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MaintenanceRefusedException">
    /// A receipt is missing or is not of the manifest, items are in quarantine, or the lake has changed since the plan.
    /// </exception>
    /// <exception cref="IOException">The lake can't be read or a marker can't be stored.</exception>
    public async Task<BackfillOutcome> CompleteAsync(BackfillPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var receipts = await ReceiptsOf(plan.Source)
            .ReadAllAsync([.. plan.Units.Select(unit => unit.Name)], cancellationToken).ConfigureAwait(false);
        var total = new BackfillTotal(plan, _options).Add(receipts);
        await CheckAsync(plan.Source, cancellationToken).ConfigureAwait(false);
        List<string> markers = [];
        foreach (var schema in Schemas)
        {
            var marker = total.MarkerOf(schema);
            var key = marker.GetKey();
            await _store.PutAsync(key, ObjectContent.Of(Encoding.UTF8.GetBytes(marker.ToJson())), cancellationToken).ConfigureAwait(false);
            markers.Add(key);
        }
        return total.ToOutcome() with { Markers = markers };
    }

    UnitReceipts<BackfillReceipt> ReceiptsOf(TableExport export) =>
        new(_store, LakeLayout.ReceiptPrefix(export.Id, SchemaSet.HashOf(Schemas)));

    static long[] BytesOf(IReadOnlyList<BackfillUnit> units) => [.. units.Select(unit => unit.Bytes)];

    async Task<TableExport> FindAsync(IReadOnlyList<string> places, CancellationToken cancellationToken)
    {
        var export = places is [var place]
            ? await new ExportReader(_places).TryReadAsync(place, cancellationToken).ConfigureAwait(false)
            : null;
        var where = string.Join(", ", places);
        if (export is not null)
        {
            return _options.Pipeline.AsOf is null || _options.Pipeline.AsOf == export.AsOf
                ? export
                : throw new MaintenanceRefusedException(
                    where, [$"Its time is {Instant.Text(export.AsOf)} by the manifest; expected no other. Leave out --as-of."]);
        }
        if (_options.Pipeline.AsOf is not { } asOf)
        {
            throw new MaintenanceRefusedException(
                where,
                [
                    $"It has no {ExportSummary.Name}, and a scan has no time; expected an export's folder. "
                        + "For a scan, add --as-of with its start, and --complete.",
                ]);
        }
        return _options.Complete
            ? await new ScanReader(_options.Client).ReadAsync(places, Instant.Floor(asOf), cancellationToken).ConfigureAwait(false)
            : throw new MaintenanceRefusedException(
                where,
                [
                    "A scan does not show whether it is complete, and a baseline deletes what it lacks; expected --complete. "
                        + "Add it when these are all items.",
                ]);
    }

    async Task CheckAsync(TableExport export, CancellationToken cancellationToken)
    {
        List<string> problems = [.. ExportChecks.Of(export, Schemas, Time.GetUtcNow())];
        if (problems.Count == 0)
        {
            problems.AddRange(await new LakeChecks(_store, _options).RunAsync(export, cancellationToken).ConfigureAwait(false));
        }
        if (problems.Count > 0) { throw new MaintenanceRefusedException(export.Location, problems); }
    }
}
