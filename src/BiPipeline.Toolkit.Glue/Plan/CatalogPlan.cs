namespace BiPipeline.Toolkit.Glue;

/// <summary>What applying schemas to a catalog would do. Data: compare it, print it, test it. Made by <see cref="CatalogPlanner"/>, done by <see cref="CatalogApplier"/>.</summary>
/// <param name="Database">The database.</param>
/// <param name="CreatesDatabase">The database is not there yet.</param>
/// <param name="Tables">One plan a table, in the order of <see cref="LakeCatalog.Tables"/>.</param>
public sealed record CatalogPlan(GlueDatabase Database, bool CreatesDatabase, IReadOnlyList<TablePlan> Tables)
{
    /// <summary>True when nothing would be written.</summary>
    public bool IsEmpty => !CreatesDatabase && Tables.All(table => table.Action == TableAction.Unchanged);

    /// <summary>True when a table can't become what is asked for; then nothing is applied.</summary>
    public bool IsRefused => Tables.Any(table => table.Action == TableAction.Refuse);

    /// <inheritdoc/>
    public bool Equals(CatalogPlan? other) =>
        other is not null && Database.Equals(other.Database) && CreatesDatabase == other.CreatesDatabase && Content.Same(Tables, other.Tables);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Database, CreatesDatabase, Content.Hash(Tables));

    /// <summary>The plan as lines, unchanged tables left out; <c>nothing to do</c> when there is nothing.</summary>
    public override string ToString()
    {
        List<string> lines = [];
        if (CreatesDatabase) { lines.Add($"+ database {Database.Name}: create"); }
        lines.AddRange(Tables.Where(table => table.Action != TableAction.Unchanged || table.Changes.Count > 0).Select(table => table.ToString()));
        if (IsEmpty) { lines.Add("nothing to do"); }
        return string.Join('\n', lines);
    }
}
