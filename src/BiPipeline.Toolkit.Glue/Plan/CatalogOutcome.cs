namespace BiPipeline.Toolkit.Glue;

/// <summary>What applying did.</summary>
/// <param name="CreatedDatabase">The database is new.</param>
/// <param name="Created">Tables that are new.</param>
/// <param name="Updated">Tables that changed.</param>
/// <param name="LostRaces">How often another writer was faster, and the table was read again.</param>
public sealed record CatalogOutcome(bool CreatedDatabase, IReadOnlyList<string> Created, IReadOnlyList<string> Updated, int LostRaces)
{
    /// <summary>True when nothing was written.</summary>
    public bool IsNothing => !CreatedDatabase && Created.Count + Updated.Count == 0;

    /// <summary>One line.</summary>
    public override string ToString() => IsNothing
        ? "nothing to do"
        : string.Create(CultureInfo.InvariantCulture, $"{(CreatedDatabase ? "database created, " : "")}{Created.Count} tables created, {Updated.Count} updated");
}
