namespace BiPipeline.Toolkit.Athena;

/// <summary>
/// What applying views would do. Data: compare it, print it, test it. Made by <see cref="CreateAsync"/>, done by
/// <see cref="ApplyAsync"/>.
/// </summary>
/// <param name="Database">The database.</param>
/// <param name="Steps">One step a view in the order they are done, bases first; then the orphans.</param>
public sealed record ViewPlan(string Database, IReadOnlyList<ViewStep> Steps)
{
    /// <summary>True when there is nothing to create or replace; orphans are left alone unless they are asked for.</summary>
    public bool IsEmpty => !Steps.Any(step => step.Action is ViewAction.Create or ViewAction.Replace or ViewAction.Stale);

    /// <summary>Compares views as code with views in the catalog. Reads the catalog, writes nothing.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="database">The database that the views belong to.</param>
    /// <param name="views">The views, in any order.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ViewException">
    /// The database is not there, or views have one name twice, form a circle, read a table that is not there, or would take a table's
    /// name; every problem is listed.
    /// </exception>
    /// <exception cref="GlueException">The catalog can't be read.</exception>
    public static Task<ViewPlan> CreateAsync(
        IGlueCatalog catalog,
        string database,
        IReadOnlyList<ViewDefinition> views,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(views);
        return ViewPlanner.PlanAsync(catalog, database, views, cancellationToken);
    }

    /// <summary>
    /// Creates, replaces and, if asked, drops: in order, each view checked before the next, nothing written when nothing is to do.
    /// </summary>
    /// <param name="runner">Runs the statements in the plan's database.</param>
    /// <param name="catalog">The catalog that Athena writes views to.</param>
    /// <param name="options">How far applying may go. Default: business views keep their columns, orphans stay.</param>
    /// <param name="cancellationToken">Ends the work after the view at hand.</param>
    /// <exception cref="ViewException">A view was refused or failed; the exception says what is done and what is not.</exception>
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
    public bool Equals(ViewPlan? other) => other is not null && Database == other.Database && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Database, Steps.Count);

    /// <summary>The plan as lines, unchanged views left out; <c>nothing to do</c> when there is nothing.</summary>
    public override string ToString()
    {
        var lines = Steps.Where(step => step.Action != ViewAction.Unchanged).Select(step => step.ToString()).ToList();
        if (IsEmpty) { lines.Add("nothing to do"); }
        return string.Join('\n', lines);
    }
}
