namespace BiPipeline.Toolkit.Glue;

/// <summary>
/// The changes that apply schemas to a catalog, as data for comparison, printing and tests. <see cref="CreateAsync"/> makes it, and
/// <see cref="ApplyAsync"/> applies it.
/// </summary>
/// <param name="Database">The database.</param>
/// <param name="CreatesDatabase">Whether the database does not exist yet.</param>
/// <param name="Tables">One plan per table, in the order of <see cref="LakeCatalog.Tables"/>.</param>
public sealed record CatalogPlan(GlueDatabase Database, bool CreatesDatabase, IReadOnlyList<TablePlan> Tables)
{
    /// <summary>Whether the plan has no changes.</summary>
    public bool IsEmpty => !CreatesDatabase && Tables.All(table => table.Action == TableAction.Unchanged);

    /// <summary>Whether a table refuses a change. Then nothing is applied.</summary>
    public bool IsRefused => Tables.Any(table => table.Action == TableAction.Refuse);

    /// <summary>Compares schemas with a catalog. Reads the catalog and writes nothing.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="wanted">The catalog of the schemas.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="GlueException">The catalog can't be read.</exception>
    public static Task<CatalogPlan> CreateAsync(IGlueCatalog catalog, LakeCatalog wanted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(wanted);
        return CatalogPlanner.PlanAsync(catalog, wanted, cancellationToken);
    }

    /// <summary>
    /// Creates and updates tables. Each update names the version on which it is based. When another writer changed the table first, the
    /// update reads it again, merges and retries. Any number of writers therefore end at one table with all columns.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the work after the current call.</param>
    /// <exception cref="CatalogRefusedException">The plan has refused changes, or any changes in read-only mode.</exception>
    /// <exception cref="GlueException">The catalog refused a call. Earlier changes stay; applying again continues.</exception>
    /// <exception cref="ToolkitOptionsException">An option is out of range.</exception>
    public Task<CatalogOutcome> ApplyAsync(
        IGlueCatalog catalog,
        CatalogApplyOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        options ??= new();
        options.Validate();
        return new CatalogApplier(catalog, options).ApplyAsync(this, cancellationToken);
    }

    /// <inheritdoc/>
    public bool Equals(CatalogPlan? other) =>
        other is not null
        && Database.Equals(other.Database)
        && CreatesDatabase == other.CreatesDatabase
        && Content.Same(Tables, other.Tables);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Database, CreatesDatabase, Content.Hash(Tables));

    /// <summary>Returns the plan as lines, without unchanged tables; <c>nothing to do</c> for an empty plan.</summary>
    public override string ToString()
    {
        List<string> lines = [];
        if (CreatesDatabase) { lines.Add($"+ database {Database.Name}: create"); }
        var shown = Tables.Where(table => table.Action != TableAction.Unchanged || table.Changes.Count > 0);
        lines.AddRange(shown.Select(table => table.ToString()));
        if (IsEmpty) { lines.Add("nothing to do"); }
        return string.Join('\n', lines);
    }
}
