namespace BiPipeline.Toolkit.Glue;

/// <summary>
/// What applying schemas to a catalog would do. Data: compare it, print it, test it. Made by <see cref="CreateAsync"/>, done by
/// <see cref="ApplyAsync"/>.
/// </summary>
/// <param name="Database">The database.</param>
/// <param name="CreatesDatabase">The database is not there yet.</param>
/// <param name="Tables">One plan a table, in the order of <see cref="LakeCatalog.Tables"/>.</param>
public sealed record CatalogPlan(GlueDatabase Database, bool CreatesDatabase, IReadOnlyList<TablePlan> Tables)
{
    /// <summary>True when nothing would be written.</summary>
    public bool IsEmpty => !CreatesDatabase && Tables.All(table => table.Action == TableAction.Unchanged);

    /// <summary>True when a table can't become what is asked for; then nothing is applied.</summary>
    public bool IsRefused => Tables.Any(table => table.Action == TableAction.Refuse);

    /// <summary>Compares what schemas ask for with what a catalog has. Reads the catalog, writes nothing.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="wanted">What the schemas ask for.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="GlueException">The catalog can't be read.</exception>
    public static Task<CatalogPlan> CreateAsync(IGlueCatalog catalog, LakeCatalog wanted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(wanted);
        return CatalogPlanner.PlanAsync(catalog, wanted, cancellationToken);
    }

    /// <summary>
    /// Creates and updates. Each update names the version it was made from; when another writer was faster the table is read again, merged,
    /// and written again, so that any number of appliers end at one table that has everybody's columns.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">How the catalog is changed; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the work after the call at hand.</param>
    /// <exception cref="CatalogRefusedException">The plan holds refused changes, or changes at all in read-only mode.</exception>
    /// <exception cref="GlueException">The catalog refused a call; what was done before stays, and applying again goes on.</exception>
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

    /// <summary>The plan as lines, unchanged tables left out; <c>nothing to do</c> when there is nothing.</summary>
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
