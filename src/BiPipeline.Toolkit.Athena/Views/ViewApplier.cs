namespace BiPipeline.Toolkit.Athena;

/// <summary>Applies a <see cref="ViewPlan"/>: in order, with a check of each view before the next.</summary>
sealed class ViewApplier(AthenaQueryRunner runner, IGlueCatalog catalog, ViewApplyOptions options)
{
    const int MarkAttempts = 5;

    internal async Task<ViewOutcome> ApplyAsync(ViewPlan plan, CancellationToken cancellationToken)
    {
        List<string> created = [], replaced = [], dropped = [];
        foreach (var latest in plan.Latest)
        {
            await latest.ApplyAsync(runner, cancellationToken: cancellationToken).ConfigureAwait(false);
            created.AddRange(latest.Steps.Where(step => step.Action == LatestAction.Create).Select(step => step.Name));
            replaced.AddRange(latest.Steps.Where(step => step.Action == LatestAction.Alter).Select(step => step.Name));
        }
        ViewStep[] todo =
        [
            .. plan.Steps.Where(step => step.Action is ViewAction.Create or ViewAction.Replace or ViewAction.Stale),
            .. options.Prune ? Droppable(plan) : [],
        ];
        foreach (var (index, step) in todo.Index())
        {
            try
            {
                if (step.Action == ViewAction.Orphan)
                {
                    await RunAsync($"DROP VIEW IF EXISTS {SqlText.Name(step.Name)}", plan, cancellationToken).ConfigureAwait(false);
                    dropped.Add(step.Name);
                    continue;
                }
                await ApplyAsync(step, plan, cancellationToken).ConfigureAwait(false);
                (step.Action == ViewAction.Create ? created : replaced).Add(step.Name);
            }
            catch (Exception exception) when (exception is AthenaException or GlueException or ViewException)
            {
                var names = todo.Select(one => one.Name).ToArray();
                throw new ViewException(step, exception, names[..index], names[index..]);
            }
        }
        foreach (var latest in options.Prune ? plan.Latest : [])
        {
            dropped.AddRange(await latest.PruneAsync(runner, cancellationToken).ConfigureAwait(false));
        }
        return new(
            created,
            replaced,
            dropped,
            [.. plan.Steps.Where(step => step.Action == ViewAction.Unchanged).Select(step => step.Name)]);
    }

    // A remaining view that reads a dropped orphan would break. The planner lists only views, so the remaining ones are those with a
    // definition.
    static IEnumerable<ViewStep> Droppable(ViewPlan plan)
    {
        var read = plan.Steps.Select(step => step.View)
            .OfType<ViewDefinition>()
            .SelectMany(view => ViewGraph.LocalReferences(view, plan.Database))
            .ToHashSet(StringComparer.Ordinal);
        return plan.Steps.Where(step => step.Action == ViewAction.Orphan && !read.Contains(step.Name));
    }

    async Task ApplyAsync(ViewStep step, ViewPlan plan, CancellationToken cancellationToken)
    {
        var view = step.View!;
        var existing = step.Action == ViewAction.Create
            ? null
            : await catalog.FindTableAsync(plan.Database, view.Name, cancellationToken).ConfigureAwait(false);
        // Another writer may have raised the baseline since the plan.
        if (existing is not null && !options.AllowOlderBaseline && ViewBaseline.Problem(view, existing.Definition) is { } older)
        {
            throw new ViewException([older]);
        }
        if (existing is not null && !view.IsGenerated && !options.AllowBreaking)
        {
            var next = await RunAsync(
                $"SELECT * FROM (\n{view.Query}\n) AS \"probe\" LIMIT 0",
                plan,
                cancellationToken).ConfigureAwait(false);
            ViewContract.Check(existing.Definition, await next.GetColumnsAsync(cancellationToken).ConfigureAwait(false));
        }
        await RunAsync(view.ToSql(), plan, cancellationToken).ConfigureAwait(false);
        await RunAsync($"SELECT * FROM {SqlText.Name(view.Name)} LIMIT 0", plan, cancellationToken).ConfigureAwait(false);
        await MarkAsync(view, plan.Database, cancellationToken).ConfigureAwait(false);
    }

    // Athena has reformatted the text, so the stored text is read back for the hash. A view without hashes is replaced next time.
    async Task MarkAsync(ViewDefinition view, string database, CancellationToken cancellationToken)
    {
        var bases = new Dictionary<string, GlueTable>(StringComparer.Ordinal);
        foreach (var name in ViewGraph.LocalReferences(view, database).Distinct(StringComparer.Ordinal))
        {
            if (await catalog.FindTableAsync(database, name, cancellationToken).ConfigureAwait(false) is { } table) { bases[name] = table; }
        }
        var record = await new ViewBases(catalog, database, bases).RecordAsync(view, cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            var stored = await catalog.GetTableAsync(database, view.Name, cancellationToken).ConfigureAwait(false);
            var parameters = new SortedDictionary<string, string>(
                stored.Definition.Parameters.ToDictionary(StringComparer.Ordinal),
                StringComparer.Ordinal)
            {
                [CatalogParameters.SourceHash] = view.SourceHash,
                [CatalogParameters.StoredHash] = StoredView.Hash(stored.Definition),
                [CatalogParameters.Bases] = record,
            };
            ViewBaseline.Set(parameters, view);
            try
            {
                await catalog.UpdateTableAsync(
                    database,
                    stored.Definition with { Parameters = parameters },
                    stored.VersionId,
                    skipArchive: true,
                    cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (GlueConcurrentModificationException) when (attempt < MarkAttempts)
            {
                // Reads the table again, and keeps the change of another writer.
            }
        }
    }

    Task<AthenaQueryResult> RunAsync(string sql, ViewPlan plan, CancellationToken cancellationToken) =>
        runner.RunAsync(new AthenaQuery(sql) { Database = plan.Database }, cancellationToken);
}
