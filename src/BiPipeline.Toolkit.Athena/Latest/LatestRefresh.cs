namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// Keeps a latest table up to date: merges the partitions of the lake that have new objects, deletes what the view's baseline makes
/// unnecessary, and checks that every key has one row. The first refresh fills the table and compares it with the lake. Every step may run
/// twice, and a refresh that was interrupted continues where it stopped.
/// </summary>
public sealed class LatestRefresh
{
    readonly AthenaQueryRunner _runner;
    readonly ILakeObjects _lake;
    readonly LatestTablePlan _plan;
    readonly LatestRefreshOptions _options;
    readonly LatestTable _table;
    readonly LatestLog _log;

    /// <summary>Creates a refresh.</summary>
    /// <param name="runner">Runs the statements.</param>
    /// <param name="plan">The plan of the table, which must be empty: the table is in the catalog.</param>
    /// <param name="options">The options. Default (null): the defaults.</param>
    /// <exception cref="LatestException">The schema has no latest table, or it must be created or altered first.</exception>
    /// <exception cref="ToolkitOptionsException">An option is outside its range.</exception>
    public LatestRefresh(AthenaQueryRunner runner, LatestTablePlan plan, LatestRefreshOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(plan);
        (_runner, _lake, _plan, _options) = (runner, plan.Lake, plan, options ?? new());
        _options.Validate();
        _table = plan.Table
            ?? throw new LatestException(
                "The schema has no 'latest'; expected one. Add \"latest\": {} to the schema file and run views apply.");
        if (plan.Steps.FirstOrDefault(step => step.Action is LatestAction.Create or LatestAction.Alter) is { } step)
        {
            var verb = step.Action == LatestAction.Create ? "does not exist" : "lacks changes of the schema";
            throw new LatestException($"Table '{step.Name}' {verb}. Run views apply first.");
        }
        _log = new(_lake, _table.Name);
    }

    /// <summary>The table's name.</summary>
    public string Table => _table.Name;

    /// <summary>Returns what a refresh would do. Lists the lake, writes nothing and runs no query.</summary>
    /// <exception cref="LatestException">The table would be filled from too much without a baseline.</exception>
    public async Task<LatestRefreshPlan> PlanAsync(CancellationToken cancellationToken = default) =>
        await PlanAsync(await ReadAsync(cancellationToken).ConfigureAwait(false), false, cancellationToken).ConfigureAwait(false);

    /// <summary>Refreshes the table.</summary>
    /// <param name="progress">Gets each statement before it runs. Default (null): none.</param>
    /// <param name="cancellationToken">Stops the running query; a later refresh continues.</param>
    /// <exception cref="LatestException">
    /// Another command works on the table, a key has two rows, the table differs from the lake after it was filled, or would be filled from
    /// too much without a baseline.
    /// </exception>
    /// <exception cref="AthenaException">A statement failed.</exception>
    public async Task<LatestOutcome> RefreshAsync(
        IProgress<LatestStatement>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var lease = await LatestLease.TakeAsync(_lake, _table.Name, "refresh", _options, cancellationToken).ConfigureAwait(false);
        try
        {
            return await RefreshAsync(lease, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await lease.ReleaseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Rewrites small files and deletes files that no snapshot of the last days needs: OPTIMIZE, then VACUUM.</summary>
    /// <param name="cancellationToken">Stops the running query.</param>
    /// <returns>Number of runs of each; zero in a catalog that maintains its tables itself, as S3 Tables does.</returns>
    /// <exception cref="LatestException">Another command works on the table.</exception>
    /// <exception cref="AthenaException">A statement failed.</exception>
    public async Task<(int Optimize, int Vacuum)> OptimizeAsync(CancellationToken cancellationToken = default)
    {
        if (_table.Target.Catalog is not null) { return (0, 0); }
        var lease = await LatestLease.TakeAsync(_lake, _table.Name, "optimize", _options, cancellationToken).ConfigureAwait(false);
        try
        {
            var statements = new LatestRunner(_runner, _table.Target, _options);
            return (
                await statements.RepeatAsync(LatestSql.Optimize(_table), lease.RenewAsync, cancellationToken).ConfigureAwait(false),
                await statements.RepeatAsync(LatestSql.Vacuum(_table), lease.RenewAsync, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            await lease.ReleaseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Returns the state of the table. Lists the lake and runs no query.</summary>
    /// <param name="catalog">The catalog of the views.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<LatestStatus> FindStatusAsync(IGlueCatalog catalog, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var receipt = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var all = await LakePartitions.ListAsync(_lake, _table.Lake, cancellationToken).ConfigureAwait(false);
        var pending = LatestRefreshPlanner.Pending(_table, all, receipt.Merged, _plan.Deployed);
        var name = $"{_table.Schema.Table}_current";
        var view = await catalog.FindTableAsync(_table.Target.Database, name, cancellationToken).ConfigureAwait(false);
        var now = _options.TimeProvider.GetUtcNow();
        var holder = await LatestLease.FindHolderAsync(_lake, _table.Name, now, cancellationToken).ConfigureAwait(false);
        return new(_table.Name)
        {
            IsFilled = receipt.IsFilled,
            IsRead = view is not null && StoredView.Decode(view.Definition)?.Query.Contains(_table.Name, StringComparison.Ordinal) == true,
            Refreshed = receipt.Merged.Count > 0 ? receipt.At : null,
            Newest = receipt.Newest,
            Rows = receipt.Rows,
            Deleted = receipt.Deleted,
            Baseline = receipt.Baseline,
            PendingPartitions = pending.Length,
            PendingBytes = pending.Sum(partition => partition.Bytes),
            Holder = holder is null ? null : string.Create(
                CultureInfo.InvariantCulture,
                $"{holder.Work} {holder.Holder} until {holder.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"),
        };
    }

    Task<LatestRefreshPlan> PlanAsync(LatestReceipt receipt, bool mergesAll, CancellationToken cancellationToken) =>
        LatestRefreshPlanner.PlanAsync(_lake, _table, receipt, _plan.Deployed, mergesAll, _options, cancellationToken);

    async Task<LatestReceipt> ReadAsync(CancellationToken cancellationToken) =>
        await _log.FindAsync(cancellationToken).ConfigureAwait(false) ?? LatestTablePlan.Empty(_table, _options);

    async Task<LatestOutcome> RefreshAsync(LatestLease lease, IProgress<LatestStatement>? progress, CancellationToken cancellationToken)
    {
        var started = _options.TimeProvider.GetUtcNow();
        var statements = new LatestRunner(_runner, _table.Target, _options);
        var last = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var isHiding = await IsHidingAsync(statements, last, cancellationToken).ConfigureAwait(false);
        var plan = await PlanAsync(last, isHiding, cancellationToken).ConfigureAwait(false);
        if (plan.IsEmpty) { return Outcome(plan.Start, 0, 0, 0); }

        // Before the rows are deleted from which it is known.
        if (isHiding) { await _log.PutAsync(plan.Start, cancellationToken).ConfigureAwait(false); }
        var (receipt, partitions, ran) = (plan.Start, new HashSet<string>(StringComparer.Ordinal), 0);
        await MergeAsync(plan).ConfigureAwait(false);
        for (var comparison = 1; plan.IsFill; comparison++)
        {
            await lease.RenewAsync(cancellationToken).ConfigureAwait(false);
            var different = await CompareAsync(statements, plan.Bound, started - _options.Arrival, cancellationToken).ConfigureAwait(false);
            if (different == 0) { break; }
            if (comparison == _options.Comparisons) { throw Different(different); }
            // What arrived since the listing, late or by a backfill.
            await MergeAsync(await PlanAsync(receipt, false, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
        var counted = await CountAsync(statements, receipt, cancellationToken).ConfigureAwait(false);
        receipt = counted with
        {
            At = _options.TimeProvider.GetUtcNow(),
            IsFilled = true,
            Baseline = plan.Baseline,
            Bound = plan.Bound,
        };
        await _log.PutAsync(receipt, cancellationToken).ConfigureAwait(false);
        return Outcome(receipt, partitions.Count, ran, statements.Retries);

        async Task MergeAsync(LatestRefreshPlan some)
        {
            foreach (var statement in some.Statements)
            {
                await lease.RenewAsync(cancellationToken).ConfigureAwait(false);
                progress?.Report(statement);
                await statements.RunAsync(statement.Sql, cancellationToken).ConfigureAwait(false);
                ran++;
                receipt = With(receipt, statement);
                partitions.UnionWith(statement.Merged.Select(partition => partition.Folder));
                // A refresh that stops here continues after this statement. One with a single statement has the receipt at its end.
                if (some.Statements.Count > 1) { await _log.PutAsync(receipt, cancellationToken).ConfigureAwait(false); }
            }
        }
    }

    // A partition that is merged in runs counts as merged after its last one.
    LatestReceipt With(LatestReceipt receipt, LatestStatement statement)
    {
        var merged = receipt.Merged.ToDictionary(StringComparer.Ordinal);
        foreach (var partition in statement.Merged.Where(partition => !partition.IsRun || partition.IsLastRun))
        {
            merged[partition.Folder] = partition.Digest;
        }
        return receipt with { At = _options.TimeProvider.GetUtcNow(), Merged = merged };
    }

    // What such rows have replaced is not in the table any more, so the lake is merged again.
    async Task<bool> IsHidingAsync(LatestRunner statements, LatestReceipt receipt, CancellationToken cancellationToken)
    {
        if (_plan.Deployed is not { } bound || receipt.Rows == 0 || !LatestRefreshPlanner.IsRaised(receipt, bound)) { return false; }
        var result = await statements.RunAsync(LatestSql.Hiding(_table, bound), cancellationToken).ConfigureAwait(false);
        var rows = await result.ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows[0].Get<long>("hiding") > 0;
    }

    async Task<long> CompareAsync(LatestRunner statements, DateTimeOffset? bound, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var result = await statements.RunAsync(LatestSql.Compare(_table, bound, until), cancellationToken).ConfigureAwait(false);
        var rows = await result.ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows[0].Get<long>("different");
    }

    async Task<LatestReceipt> CountAsync(LatestRunner statements, LatestReceipt receipt, CancellationToken cancellationToken)
    {
        var result = await statements.RunAsync(LatestSql.Count(_table), cancellationToken).ConfigureAwait(false);
        var rows = await result.ToListAsync(cancellationToken).ConfigureAwait(false);
        if (rows[0].Get<long>("repeated") is > 0 and var repeated) { throw Repeated(repeated); }
        return receipt with
        {
            Rows = rows[0].Get<long>("rows"),
            Deleted = rows[0].Get<long>("deleted"),
            Newest = rows[0].Get<DateTime?>("newest") is { } newest ? new DateTimeOffset(newest, TimeSpan.Zero) : null,
        };
    }

    LatestOutcome Outcome(LatestReceipt receipt, int partitions, int statements, int retries) =>
        new(_table.Name, receipt.IsFilled, partitions, statements, retries, receipt.Rows, receipt.Deleted, receipt.Newest);

    LatestException Different(long keys) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"Table '{_table.Name}' differs from the lake in {keys:N0} keys after {_options.Comparisons} comparisons; expected none. The view "
            + $"still reads the lake. Run again; if it stays so, remove objects that another tool put below the table."));

    LatestException Repeated(long keys) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"Table '{_table.Name}' has more than one row for {keys:N0} keys; expected one. Another writer inserts rows. Stop it, remove "
            + $"'latest' from the schema file, run views apply --prune, and put it back."));
}
