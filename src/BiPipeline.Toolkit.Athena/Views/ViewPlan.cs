namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// The changes that apply views, as data for comparison, printing and tests. <see cref="CreateAsync"/> makes it, and
/// <see cref="ApplyAsync"/> applies it.
/// </summary>
/// <param name="Database">The database.</param>
/// <param name="Steps">One step per view in order, bases first; then the orphans.</param>
public sealed record ViewPlan(string Database, IReadOnlyList<ViewStep> Steps)
{
    /// <summary>
    /// The plans of the schemas' latest tables, which are created and altered before the views and dropped after them. Default: none.
    /// </summary>
    public IReadOnlyList<LatestTablePlan> Latest { get; init; } = [];

    /// <summary>Whether no view or latest table must be created, altered or replaced. Orphans do not count.</summary>
    public bool IsEmpty =>
        !Steps.Any(step => step.Action is ViewAction.Create or ViewAction.Replace or ViewAction.Stale) && Latest.All(plan => plan.IsEmpty);

    /// <summary>Compares views as code with views in the catalog. Reads the catalog and writes nothing.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="database">The database of the views.</param>
    /// <param name="views">The views, in any order.</param>
    /// <param name="options">The options of applying. Default (null): a baseline never gets older.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="ViewException">
    /// The database does not exist, two views have the same name, views form a circle, read a missing table, or have the name of a table;
    /// or a view would get an older baseline. Every problem is listed.
    /// </exception>
    /// <exception cref="GlueException">The catalog can't be read.</exception>
    public static Task<ViewPlan> CreateAsync(
        IGlueCatalog catalog,
        string database,
        IReadOnlyList<ViewDefinition> views,
        ViewApplyOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(views);
        return ViewPlanner.PlanAsync(catalog, database, views, options ?? new(), cancellationToken);
    }

    /// <summary>
    /// Creates, replaces and, with <see cref="ViewApplyOptions.Prune"/>, drops views and latest tables. Works in order and checks each view
    /// before the next. Writes nothing when the plan is empty.
    /// </summary>
    /// <param name="runner">Runs the statements in the plan's database.</param>
    /// <param name="catalog">The catalog that Athena writes views to.</param>
    /// <param name="options">The options. Default (null): business views keep their columns, orphans stay.</param>
    /// <param name="cancellationToken">Ends the work after the current view.</param>
    /// <exception cref="ViewException">A view was refused or failed; the exception lists the applied views and the others.</exception>
    /// <exception cref="LatestException">Another command works on a latest table.</exception>
    /// <exception cref="AthenaException">The statement of a latest table failed.</exception>
    public Task<ViewOutcome> ApplyAsync(
        AthenaQueryRunner runner,
        IGlueCatalog catalog,
        ViewApplyOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(catalog);
        return new ViewApplier(runner, catalog, options ?? new()).ApplyAsync(this, cancellationToken);
    }

    /// <inheritdoc/>
    public bool Equals(ViewPlan? other) =>
        other is not null && Database == other.Database && Steps.SequenceEqual(other.Steps) && Latest.SequenceEqual(other.Latest);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Database, Steps.Count);

    /// <summary>Returns the plan as lines, without unchanged views; <c>nothing to do</c> for an empty plan.</summary>
    public override string ToString()
    {
        List<string> lines =
        [
            .. Latest.Select(plan => plan.ToString()).Where(text => text.Length > 0),
            .. Steps.Where(step => step.Action != ViewAction.Unchanged).Select(step => step.ToString()),
        ];
        if (IsEmpty) { lines.Add("nothing to do"); }
        return string.Join('\n', lines);
    }
}
