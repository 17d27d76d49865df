namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Reads the raw zone of a lake again under a new version of its schemas, all days or some. It can end at any moment and run again: the
/// lake is the same, byte for byte.
/// </summary>
/// <remarks>
/// <see cref="RunAsync"/> does everything in one process. To spread the work, run <see cref="RunUnitAsync"/> for each of
/// <see cref="RebuildPlan.Remaining"/> anywhere, in any order, then <see cref="CompleteAsync"/>. Rows of older versions stay beside the new
/// ones, and views show the higher version of a change.
/// </remarks>
public sealed class Rebuild
{
    readonly IObjectStore _store;
    readonly RebuildOptions _options;

    /// <summary>Creates a rebuild of a lake.</summary>
    /// <param name="store">The lake.</param>
    /// <param name="options">The settings, with the schemas of the new version.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public Rebuild(IObjectStore store, RebuildOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_store, _options) = (store, options);
    }

    IReadOnlyList<TableSchema> Given => _options.Pipeline.Schemas;

    IReadOnlyList<string> RawTables =>
        _options.RawTables.Count > 0 ? _options.RawTables : [.. Given.Select(schema => schema.Table)];

    /// <summary>Lists the raw zone and compares the schemas with those of the lake. Writes nothing.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MaintenanceRefusedException">
    /// The version is below one of the lake, or raw has clear values that a policy of the new version protects; every problem is listed.
    /// </exception>
    /// <exception cref="SchemaException">A schema contradicts one that the lake was written with.</exception>
    /// <exception cref="IOException">The lake can't be read.</exception>
    public async Task<RebuildPlan> PlanAsync(CancellationToken cancellationToken = default)
    {
        var schemas = await SchemasAsync(cancellationToken).ConfigureAwait(false);
        var problems = await new RebuildChecks(_store, _options).RunAsync(schemas, RawTables, cancellationToken).ConfigureAwait(false);
        if (problems.Count > 0) { throw new MaintenanceRefusedException(_store.Location, problems); }
        await new SchemaObjects(_store, schemas).CheckAsync(cancellationToken).ConfigureAwait(false);

        List<RebuildUnit> units = [];
        foreach (var table in RawTables) { units.AddRange(await UnitsOfAsync(table, cancellationToken).ConfigureAwait(false)); }
        var done = await ReceiptsOf(schemas).ListAsync(cancellationToken).ConfigureAwait(false);
        RebuildUnit[] left = [.. units.Where(unit => !done.Contains(unit.Name))];
        var dated = await DatedLoad.FindAsync(_store, schemas, RawTables, cancellationToken).ConfigureAwait(false);
        var ratio = await RatioAsync(cancellationToken).ConfigureAwait(false);
        var estimate = RebuildEstimate.Of(left, _options.Pipeline with { Schemas = schemas }, _store, ratio);
        return new(_store.Location, schemas, units, done, dated, estimate);
    }

    /// <summary>Runs the remaining units, several at the same time.</summary>
    /// <param name="plan">The plan of this rebuild.</param>
    /// <param name="progress">Receives reports. Default (null): no reports.</param>
    /// <param name="cancellationToken">Ends the run. Finished units stay, and a later run continues from them.</param>
    /// <exception cref="InvalidDataException">A raw object is damaged, or has not the records that its name says.</exception>
    /// <exception cref="IOException">A raw object can't be read or an object can't be stored.</exception>
    public async Task<RebuildOutcome> RunAsync(
        RebuildPlan plan, IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var tracker = progress is null
            ? null
            : new UnitTracker(BytesOf(plan.Units), BytesOf(plan.Remaining), progress, _options.Pipeline.TimeProvider);
        var run = new RebuildUnitRun(_store, _options.Pipeline with { Schemas = plan.Schemas });
        await ParallelUnits.RunAsync(plan.Remaining, _options.Pipeline.Threads, tracker, run.RunAsync, cancellationToken)
            .ConfigureAwait(false);
        return await CompleteAsync(plan, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs one unit; does nothing when its receipt exists.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="cancellationToken">Ends the run. A later run of the unit writes the same objects.</param>
    /// <exception cref="SchemaException">A schema contradicts one that the lake was written with.</exception>
    /// <exception cref="InvalidDataException">A raw object is damaged, or has not the records that its name says.</exception>
    /// <exception cref="IOException">A raw object can't be read or an object can't be stored.</exception>
    public async Task RunUnitAsync(RebuildUnit unit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var schemas = await SchemasAsync(cancellationToken).ConfigureAwait(false);
        var run = new RebuildUnitRun(_store, _options.Pipeline with { Schemas = schemas });
        await run.RunAsync(unit, _options.Pipeline.Threads, progress: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds up the receipts of all units.</summary>
    /// <param name="plan">The plan of this rebuild.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MaintenanceRefusedException">A receipt is missing.</exception>
    /// <exception cref="IOException">The lake can't be read.</exception>
    public async Task<RebuildOutcome> CompleteAsync(RebuildPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return RebuildOutcome.Of(await ReadReceiptsAsync(plan, cancellationToken).ConfigureAwait(false));
    }

    async Task<IReadOnlyList<RebuildReceipt>> ReadReceiptsAsync(RebuildPlan plan, CancellationToken cancellationToken)
    {
        var receipts = await ReceiptsOf(plan.Schemas).ReadAllAsync([.. plan.Units.Select(unit => unit.Name)], cancellationToken)
            .ConfigureAwait(false);
        var missing = receipts.Count(receipt => receipt is null);
        return missing == 0
            ? [.. receipts.OfType<RebuildReceipt>()]
            : throw new MaintenanceRefusedException(
                plan.Location,
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{missing} of {receipts.Count} units have no receipt; expected all of them. Run the rebuild again."),
                ]);
    }

    /// <summary>
    /// Counts the rows of older versions in the rebuilt days: those that are replaced, and those that stay, by kind. Reads the rows of both
    /// versions. Memory is bounded: about 100 MB, and a row group.
    /// </summary>
    /// <param name="plan">The plan of this rebuild, whose units are finished.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MaintenanceRefusedException">A receipt is missing.</exception>
    /// <exception cref="InvalidDataException">An object is damaged, or names a schema that the lake does not have.</exception>
    /// <exception cref="IOException">The lake can't be read.</exception>
    public async Task<OlderRows> CountOlderAsync(RebuildPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var receipts = await ReadReceiptsAsync(plan, cancellationToken).ConfigureAwait(false);
        var known = await LakeSchemas.ReadAsync(_store, cancellationToken).ConfigureAwait(false);
        var counter = new OlderRowsCount(_store, _options, receipts);
        var count = OlderRows.None;
        foreach (var schema in plan.Schemas)
        {
            var next = await counter.RunAsync(schema, known, cancellationToken).ConfigureAwait(false);
            count = new(count.Replaced + next.Replaced, count.Dated + next.Dated, count.Changes + next.Changes);
        }
        return count;
    }

    UnitReceipts<RebuildReceipt> ReceiptsOf(IReadOnlyList<TableSchema> schemas) =>
        new(_store, LakeLayout.RebuildPrefix(SchemaSet.HashOf(schemas)));

    async Task<IReadOnlyList<TableSchema>> SchemasAsync(CancellationToken cancellationToken)
    {
        if (_options.NewTable is not { } name) { return Given; }
        var source = await NewTable.FindSourceAsync(_store, RawTables[0], cancellationToken).ConfigureAwait(false);
        return [NewTable.Of(Given[0], name, source)];
    }

    async Task<IReadOnlyList<RebuildUnit>> UnitsOfAsync(string table, CancellationToken cancellationToken)
    {
        SortedDictionary<DateOnly, List<RawObject>> days = [];
        var prefix = LakeLayout.TablePrefix(LakeZone.Raw, table);
        await foreach (var item in _store.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            if (!LakeLayout.TryParseKey(item.Key, out var key)) { continue; }
            var day = LakeLayout.DayOf(key.Partition);
            if (day < _options.From || day > _options.To) { continue; }
            if (!days.TryGetValue(day, out var objects)) { days[day] = objects = []; }
            objects.Add(new(item.Key, item.Bytes));
        }
        return [.. days.SelectMany(day => RebuildCut.Of(table, day.Key, day.Value))];
    }

    // Rows and raw of the lake as it is; 1 before there are rows.
    async Task<double> RatioAsync(CancellationToken cancellationToken)
    {
        var (raw, rows) = (0L, 0L);
        foreach (var table in RawTables) { raw += await BytesBelowAsync(LakeZone.Raw, table, cancellationToken).ConfigureAwait(false); }
        foreach (var table in Given.SelectMany(schema => schema.GetTables()))
        {
            rows += await BytesBelowAsync(LakeZone.Processed, table.Name, cancellationToken).ConfigureAwait(false);
        }
        return raw == 0 || rows == 0 ? 1 : (double)rows / raw;
    }

    async Task<long> BytesBelowAsync(LakeZone zone, string table, CancellationToken cancellationToken)
    {
        var bytes = 0L;
        await foreach (var item in _store.ListAsync(LakeLayout.TablePrefix(zone, table), cancellationToken).ConfigureAwait(false))
        {
            bytes += item.Bytes;
        }
        return bytes;
    }

    static long[] BytesOf(IReadOnlyList<RebuildUnit> units) => [.. units.Select(unit => unit.Bytes)];
}
