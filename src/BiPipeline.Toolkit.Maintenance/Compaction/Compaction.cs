namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// Merges the small objects of closed partitions, and keeps equal rows once. Every query gives the same rows before, during and after: the
/// new objects are put first, a receipt names what they replace, and the old objects are deleted after a grace. It can end at any moment
/// and run again, at the same time as others and as writers.
/// </summary>
/// <remarks>
/// <see cref="RunAsync"/> does everything in one process. To spread the work, run <see cref="RunUnitAsync"/> for each of
/// <see cref="CompactionPlan.Units"/> anywhere, in any order, and <see cref="SettleAsync"/> after the grace.
/// </remarks>
public sealed class Compaction
{
    const string Verb = "compact";

    readonly IMaintenanceStore _store;
    readonly CompactionOptions _options;

    /// <summary>Creates a compaction of a lake.</summary>
    /// <param name="store">The lake.</param>
    /// <param name="options">The settings, with the schemas of the tables.</param>
    /// <exception cref="ToolkitOptionsException">An option is outside its range; every problem is listed.</exception>
    public Compaction(IMaintenanceStore store, CompactionOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_store, _options) = (store, options);
    }

    /// <summary>Lists the lake and plans the units. Writes nothing, and opens no object but receipts.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IOException">The lake can't be read.</exception>
    public Task<CompactionPlan> PlanAsync(CancellationToken cancellationToken = default) =>
        new CompactionPlanner(_store, _options).PlanAsync(cancellationToken);

    /// <summary>Rewrites the units of a plan, and then deletes the old objects of all rewrites whose grace is over.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="progress">Receives reports. Default (null): no reports.</param>
    /// <param name="cancellationToken">Ends the run. Finished units stay.</param>
    /// <exception cref="InvalidDataException">An object is damaged, or its schema is not in the lake.</exception>
    /// <exception cref="IOException">An object can't be read, stored or deleted.</exception>
    public async Task<CompactionOutcome> RunAsync(
        CompactionPlan plan, IProgress<CompactionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var rewrite = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var tracker = new CompactionTracker(plan, progress);
        var receipts = new RewriteReceipt?[plan.Units.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Threads, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, plan.Units.Count, parallel, async (i, token) =>
        {
            receipts[i] = await rewrite.RunAsync(plan.Units[i], tracker, token).ConfigureAwait(false);
            tracker.End();
        }).ConfigureAwait(false);
        return await CompleteAsync([.. receipts.OfType<RewriteReceipt>()], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Rewrites one unit. Its old objects stay until <see cref="SettleAsync"/>.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="cancellationToken">Ends the run. A later run of the unit writes the same objects.</param>
    /// <exception cref="InvalidDataException">An object is damaged, or its schema is not in the lake.</exception>
    /// <exception cref="IOException">An object can't be read or stored.</exception>
    public async Task RunUnitAsync(RewriteUnit unit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var rewrite = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await rewrite.RunAsync(unit, progress: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes the old objects of all rewrites whose grace is over, and then their receipts.</summary>
    /// <param name="cancellationToken">Ends the call. A later one continues.</param>
    /// <exception cref="IOException">The lake can't be read, or an object can't be deleted.</exception>
    public Task<CompactionOutcome> SettleAsync(CancellationToken cancellationToken = default) => CompleteAsync([], cancellationToken);

    async Task<CompactionOutcome> CompleteAsync(IReadOnlyList<RewriteReceipt> receipts, CancellationToken cancellationToken)
    {
        var settlement = new RewriteSettlement(_store, _options.TimeProvider);
        var settled = await settlement.RunAsync(Verb, _options.Grace, cancellationToken).ConfigureAwait(false);
        ReceiptObject[] inputs = [.. receipts.SelectMany(receipt => receipt.Inputs)];
        ReceiptObject[] outputs = [.. receipts.SelectMany(receipt => receipt.Outputs)];
        return new(
            receipts.Count,
            receipts.Sum(receipt => receipt.Rows),
            receipts.Sum(receipt => receipt.Repeated),
            inputs.Length,
            inputs.Sum(item => item.Bytes),
            outputs.Length,
            outputs.Sum(item => item.Bytes))
        {
            Deleted = settled.Objects,
            DeletedBytes = settled.Bytes,
            Waiting = settled.Waiting,
            Void = settled.Void,
        };
    }

    async Task<Rewrite> OpenAsync(CancellationToken cancellationToken)
    {
        var schemas = await LakeSchemas.ReadAsync(_store, cancellationToken).ConfigureAwait(false);
        return new(_store, schemas, new() { Verb = Verb, Merges = true, Writer = _options.Writer, Format = _options.Format });
    }
}
