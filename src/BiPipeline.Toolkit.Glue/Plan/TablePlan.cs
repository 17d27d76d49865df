namespace BiPipeline.Toolkit.Glue;

/// <summary>The plan of one table.</summary>
/// <param name="Wanted">The table of the schema.</param>
/// <param name="Action">The action.</param>
/// <param name="Changes">The differences; empty for a new table.</param>
public sealed record TablePlan(GlueTableInput Wanted, TableAction Action, IReadOnlyList<CatalogChange> Changes)
{
    /// <summary>The table's name.</summary>
    public string Name => Wanted.Name;

    /// <summary>
    /// The definition of the update: the existing table with the changes. Null unless <see cref="Action"/> is an update.
    /// </summary>
    public GlueTableInput? Target { get; init; }

    /// <summary>The version on which <see cref="Target"/> is based.</summary>
    public string? VersionId { get; init; }

    /// <summary>The refusals among the changes.</summary>
    public IEnumerable<CatalogChange> Refusals => Changes.Where(change => change.Kind == CatalogChangeKind.Refuse);

    /// <inheritdoc/>
    public bool Equals(TablePlan? other) =>
        other is not null && Wanted.Equals(other.Wanted) && Action == other.Action && Content.Same(Changes, other.Changes)
        && EqualityComparer<GlueTableInput?>.Default.Equals(Target, other.Target) && VersionId == other.VersionId;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Wanted, Action, Content.Hash(Changes), VersionId);

    /// <summary>Returns the plan as lines.</summary>
    public override string ToString()
    {
        var columns = Wanted.Storage.Columns.Count == 1 ? "column" : "columns";
        var head = Action switch
        {
            TableAction.Create => string.Create(
                CultureInfo.InvariantCulture,
                $"+ {Name}: create ({Wanted.Storage.Columns.Count} {columns} at {Wanted.Storage.Location})"),
            TableAction.Update => $"~ {Name}: update",
            TableAction.Refuse => $"! {Name}: refused",
            _ => $"  {Name}: unchanged",
        };
        return string.Join('\n', [head, .. Changes.Select(change => $"    {change}")]);
    }
}
