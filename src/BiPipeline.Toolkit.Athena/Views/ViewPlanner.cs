namespace BiPipeline.Toolkit.Athena;

/// <summary>Compares views as code with views in the catalog.</summary>
static class ViewPlanner
{
    internal static async Task<ViewPlan> PlanAsync(
        IGlueCatalog catalog,
        string database,
        IReadOnlyList<ViewDefinition> views,
        ViewApplyOptions options,
        CancellationToken cancellationToken)
    {
        var graph = ViewGraph.Create(views, database);
        if (await catalog.FindDatabaseAsync(database, cancellationToken).ConfigureAwait(false) is null)
        {
            throw new ViewException(
                [$"Database '{database}' does not exist. Create it and the tables first (bipipeline glue apply)."]);
        }
        var tables = new Dictionary<string, GlueTable>(StringComparer.Ordinal);
        await foreach (var table in catalog.GetTablesAsync(database, cancellationToken).ConfigureAwait(false))
        {
            tables[table.Name] = table;
        }

        string[] tooLong = [.. graph.Ordered.SelectMany(ViewLimits.Check)];
        if (tooLong.Length > 0) { throw new ViewException(tooLong); }
        CheckBases(graph, database, tables);
        if (!options.AllowOlderBaseline) { CheckBaselines(graph, tables); }
        var bases = new ViewBases(catalog, database, tables);
        List<ViewStep> steps = [];
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var view in graph.Ordered)
        {
            var existing = tables.GetValueOrDefault(view.Name);
            var step = await StepAsync(view, existing, bases, changed, cancellationToken).ConfigureAwait(false);
            if (step.Action != ViewAction.Unchanged && !KeepsColumns(view, existing)) { changed.Add(view.Name); }
            steps.Add(step);
        }
        steps.AddRange(Orphans(views, tables));
        return new(database, steps);
    }

    static async Task<ViewStep> StepAsync(
        ViewDefinition view,
        GlueTable? existing,
        ViewBases bases,
        HashSet<string> changed,
        CancellationToken cancellationToken)
    {
        if (existing is null) { return new(view.Name, ViewAction.Create, $"from {view.Source}", view); }

        var parameters = existing.Definition.Parameters;
        if (!parameters.TryGetValue(CatalogParameters.SourceHash, out var source)
            || !parameters.TryGetValue(CatalogParameters.StoredHash, out var stored))
        {
            return Replace("not created by the toolkit, or not finished");
        }
        if (source != view.SourceHash) { return Replace(ViewBaseline.Change(view, existing.Definition) ?? "its SQL changed"); }
        if (stored != StoredView.Hash(existing.Definition)) { return Replace("another writer changed it in the catalog"); }
        var differences = await bases.DifferencesAsync(view, existing.Definition, cancellationToken).ConfigureAwait(false);
        if (differences.Count > 0) { return new(view.Name, ViewAction.Stale, string.Join(", ", differences), view); }
        var replaced = ViewGraph.LocalReferences(view, bases.Database).FirstOrDefault(changed.Contains);
        return replaced is null ? new(view.Name, ViewAction.Unchanged, "", view) : Replace($"{replaced} is replaced");

        ViewStep Replace(string reason) => new(view.Name, ViewAction.Replace, reason, view);
    }

    // Views that read this one stay valid.
    static bool KeepsColumns(ViewDefinition view, GlueTable? existing) =>
        view.Columns is { } columns && existing is { Definition.IsView: true }
        && columns.Select(column => (column.Name, column.Type))
            .SequenceEqual(existing.Definition.Storage.Columns.Select(column => (column.Name, column.Type)));

    static void CheckBaselines(ViewGraph graph, Dictionary<string, GlueTable> tables)
    {
        string[] problems =
        [
            .. graph.Ordered
                .Where(view => tables.ContainsKey(view.Name))
                .Select(view => ViewBaseline.Problem(view, tables[view.Name].Definition))
                .OfType<string>(),
        ];
        if (problems.Length > 0) { throw new ViewException(problems); }
    }

    static void CheckBases(ViewGraph graph, string database, Dictionary<string, GlueTable> tables)
    {
        var names = graph.Ordered.Select(view => view.Name).ToHashSet(StringComparer.Ordinal);
        List<string> problems = [];
        foreach (var view in graph.Ordered)
        {
            if (tables.TryGetValue(view.Name, out var taken) && !taken.Definition.IsView)
            {
                problems.Add(
                    $"View '{view.Name}' of {view.Source} has the name of a table in database '{database}'; expected "
                        + $"another name.");
            }
            var read = ViewGraph.LocalReferences(view, database);
            foreach (var missing in read.Where(name => !names.Contains(name) && !tables.ContainsKey(name)))
            {
                problems.Add(
                    $"View '{view.Name}' of {view.Source} reads '{missing}'; expected a view of the plan, or a table or view in database "
                        + $"'{database}'. Create it first (bipipeline glue apply for a schema's tables).");
            }
        }
        if (problems.Count > 0) { throw new ViewException(problems); }
    }

    static IEnumerable<ViewStep> Orphans(IReadOnlyList<ViewDefinition> views, Dictionary<string, GlueTable> tables)
    {
        var names = views.Select(view => view.Name).ToHashSet(StringComparer.Ordinal);
        return tables.Values
            .Where(table => table.Definition.IsView && !names.Contains(table.Name))
            .Where(table => table.Definition.Parameters.ContainsKey(CatalogParameters.SourceHash))
            .OrderBy(table => table.Name, StringComparer.Ordinal)
            .Select(table => new ViewStep(table.Name, ViewAction.Orphan, "no file or schema contains it", null));
    }
}
