namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The changes that give a schema its latest table, or take it away, as data for comparison, printing and tests. It also decides what the
/// generated views read: the table only when a refresh has filled it and compared it with the lake.
/// </summary>
public sealed record LatestTablePlan
{
    const string IcebergType = "ICEBERG";
    const string TableType = "table_type";

    LatestTablePlan(ILakeObjects lake, LatestTarget target, LatestTable? table, IReadOnlyList<LatestStep> steps) =>
        (Lake, Target, Table, Steps) = (lake, target, table, steps);

    /// <summary>The wanted table; null when the schema has none.</summary>
    public LatestTable? Table { get; }

    /// <summary>One step per table: the wanted one first, then the orphans.</summary>
    public IReadOnlyList<LatestStep> Steps { get; }

    /// <summary>Whether no table must be created or altered. Orphans do not count.</summary>
    public bool IsEmpty => !Steps.Any(step => step.Action is LatestAction.Create or LatestAction.Alter);

    internal ILakeObjects Lake { get; }

    internal LatestTarget Target { get; }

    /// <summary>The newest receipt of the table; null for a table that is not there.</summary>
    internal LatestReceipt? Receipt { get; private init; }

    /// <summary>The baseline of the deployed view; null for none.</summary>
    internal DateTimeOffset? Deployed { get; private init; }

    /// <summary>Compares a schema with the catalog. Reads the catalog and the lake, writes nothing and runs no query.</summary>
    /// <param name="catalog">The catalog of the lake's tables and views.</param>
    /// <param name="lake">The lake.</param>
    /// <param name="schema">The schema, with or without <see cref="TableSchema.Latest"/>.</param>
    /// <param name="target">Where its latest table is.</param>
    /// <param name="tables">The catalog of the latest tables. Default (null): <paramref name="catalog"/>.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="SchemaException">Athena would refuse the table or its MERGE; every problem is listed.</exception>
    /// <exception cref="LatestException">Another table has the name.</exception>
    /// <exception cref="GlueException">The catalog can't be read.</exception>
    public static async Task<LatestTablePlan> CreateAsync(
        IGlueCatalog catalog,
        ILakeObjects lake,
        TableSchema schema,
        LatestTarget target,
        IGlueCatalog? tables = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(lake);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(target);
        // Athena's limits are checked before a catalog is read.
        var wanted = schema.Latest is null ? null : LatestTable.Create(schema, target);
        var existing = await FindAsync(tables ?? catalog, schema.Table, target, cancellationToken).ConfigureAwait(false);
        var view = await catalog.FindTableAsync(target.Database, $"{schema.Table}_current", cancellationToken).ConfigureAwait(false);
        var deployed = view is null ? null : ViewBaseline.Of(view.Definition);
        if (wanted is null) { return new(lake, target, null, [.. existing.Select(Orphan)]) { Deployed = deployed }; }

        LatestStep step;
        LatestReceipt? receipt = null;
        var kept = existing.Count > 0 ? existing[^1] : null;
        if (kept is null) { step = Create(wanted, "a new table"); }
        else
        {
            var same = LatestTable.Create(schema, target, kept.Name);
            receipt = await new LatestLog(lake, same.Name).FindAsync(cancellationToken).ConfigureAwait(false);
            var evolution = LatestEvolution.Between(same, kept.Definition, receipt);
            if (evolution.Problem is { } problem)
            {
                var number = LatestTable.NumberOf(kept.Name, schema.Table)!.Value + 1;
                (wanted, receipt, kept) = (LatestTable.Create(schema, target, LatestTable.NameOf(schema.Table, number)), null, null);
                step = Create(wanted, $"in place of {same.Name}: {problem}");
            }
            else
            {
                wanted = same;
                step = evolution.IsEmpty
                    ? new(same.Name, LatestAction.Unchanged, "", [])
                    : new(same.Name, LatestAction.Alter, evolution.ToString(), evolution.Statements(same));
            }
        }
        return new(lake, target, wanted, [step, .. existing.Where(table => table.Name != kept?.Name).Select(Orphan)])
        {
            Receipt = receipt,
            Deployed = deployed,
        };
    }

    /// <summary>Creates and alters the table. Writes nothing when the plan is empty.</summary>
    /// <param name="runner">Runs the statements.</param>
    /// <param name="options">The options. Default (null): the defaults.</param>
    /// <param name="cancellationToken">Ends the work after the current statement.</param>
    /// <exception cref="LatestException">Another command works on the table.</exception>
    /// <exception cref="AthenaException">A statement failed.</exception>
    public async Task ApplyAsync(
        AthenaQueryRunner runner,
        LatestRefreshOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runner);
        if (IsEmpty || Table is not { } table) { return; }
        options ??= new();
        options.Validate();
        var lease = await LatestLease.TakeAsync(Lake, table.Name, "views apply", options, cancellationToken).ConfigureAwait(false);
        try
        {
            var statements = new LatestRunner(runner, Target, options);
            foreach (var step in Steps.Where(step => step.Action is LatestAction.Create or LatestAction.Alter))
            {
                // Before the table is there, so that no receipt of an earlier table of this name can count for it.
                if (step.Action == LatestAction.Create)
                {
                    await new LatestLog(Lake, table.Name).PutAsync(Empty(table, options), cancellationToken).ConfigureAwait(false);
                }
                foreach (var sql in step.Statements)
                {
                    await statements.RunAsync(sql, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await lease.ReleaseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Drops the orphans, with their rows. Call it after the views are applied.</summary>
    /// <returns>The names of the dropped tables.</returns>
    /// <exception cref="LatestException">A table is in another catalog, where Athena can't drop it.</exception>
    /// <exception cref="AthenaException">A statement failed.</exception>
    public async Task<IReadOnlyList<string>> PruneAsync(AthenaQueryRunner runner, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runner);
        string[] orphans = [.. Steps.Where(step => step.Action == LatestAction.Orphan).Select(step => step.Name)];
        if (orphans.Length > 0 && Target.Catalog is { } catalog)
        {
            throw new LatestException(
                $"Tables {string.Join(", ", orphans)} are in catalog '{catalog}', where Athena can't drop them. Delete them with its own "
                    + "tool (S3 Tables: aws s3tables delete-table).");
        }
        foreach (var name in orphans)
        {
            await runner.RunAsync(
                new AthenaQuery(LatestDdl.Drop(name)) { Database = Target.Database },
                cancellationToken).ConfigureAwait(false);
        }
        return orphans;
    }

    /// <summary>
    /// Returns what the generated views of the schema read: the latest table, if it shows what the lake shows, and the baseline that fits.
    /// </summary>
    /// <param name="baseline">The wanted baseline of the views; null for none.</param>
    public (LatestTable? Latest, DateTimeOffset? Baseline) ForViews(DateTimeOffset? baseline)
    {
        if (Waits(baseline) is not null) { return (null, baseline); }
        return (Table, baseline > Receipt!.Baseline || Receipt.Baseline is null ? Receipt.Baseline : baseline);
    }

    /// <summary>Returns why the views do not read the latest table, in a few words; null when they do.</summary>
    /// <param name="baseline">The wanted baseline of the views; null for none.</param>
    public string? Waits(DateTimeOffset? baseline)
    {
        if (Table is null) { return "the schema has no latest"; }
        if (Steps[0].Action == LatestAction.Create || Receipt is null) { return "it is not created"; }
        if (!Receipt.IsFilled) { return "no refresh has filled it"; }
        var merged = baseline is null || baseline <= Receipt.Baseline ? baseline : Receipt.Baseline;
        if (Receipt.Bound is { } bound && !(merged >= bound)) { return "it lacks rows that an older baseline shows"; }
        // A baseline that is lowered on request needs no newer rows.
        return Deployed is { } deployed && !(merged >= deployed) && !(baseline < deployed)
            ? "no refresh has merged the newest baseline"
            : null;
    }

    /// <summary>Returns the plan as lines, without unchanged tables.</summary>
    public override string ToString() =>
        string.Join('\n', Steps.Where(step => step.Action != LatestAction.Unchanged).Select(step => step.ToString()));

    /// <inheritdoc/>
    public bool Equals(LatestTablePlan? other) => other is not null && Target == other.Target && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Target, Steps.Count);

    internal static LatestReceipt Empty(LatestTable table, LatestRefreshOptions options) => new()
    {
        At = options.TimeProvider.GetUtcNow(),
        Bucket = table.Bucket,
        Buckets = table.Spec.Buckets,
    };

    static LatestStep Create(LatestTable table, string reason) => new(
        table.Name,
        LatestAction.Create,
        string.Create(CultureInfo.InvariantCulture, $"{reason}, {table.Spec.Buckets} buckets of {table.Bucket}"),
        [table.ToSql()]);

    static LatestStep Orphan(GlueTable table) =>
        new(table.Name, LatestAction.Orphan, "no schema needs it", [LatestDdl.Drop(table.Name)]);

    // The tables in the order of their numbers.
    static async Task<IReadOnlyList<GlueTable>> FindAsync(
        IGlueCatalog tables,
        string name,
        LatestTarget target,
        CancellationToken cancellationToken)
    {
        List<(int Number, GlueTable Table)> found = [];
        await foreach (var table in tables.GetTablesAsync(target.TableDatabase, cancellationToken).ConfigureAwait(false))
        {
            if (LatestTable.NumberOf(table.Name, name) is not { } number) { continue; }
            if (!IcebergType.Equals(table.Definition.Parameters.GetValueOrDefault(TableType), StringComparison.OrdinalIgnoreCase))
            {
                throw new LatestException(
                    $"Table or view '{table.Name}' of database '{target.TableDatabase}' is not an Iceberg table; expected none of that "
                        + "name, which is kept for the latest table. Rename it.");
            }
            found.Add((number, table));
        }
        return [.. found.OrderBy(one => one.Number).Select(one => one.Table)];
    }
}
