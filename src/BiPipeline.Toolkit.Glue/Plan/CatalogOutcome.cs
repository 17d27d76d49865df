namespace BiPipeline.Toolkit.Glue;

/// <summary>What applying did.</summary>
/// <param name="CreatedDatabase">The database is new.</param>
/// <param name="Created">Tables that are new.</param>
/// <param name="Updated">Tables that changed.</param>
/// <param name="ConflictRetries">How often another writer was faster, and the table was read again.</param>
public sealed record CatalogOutcome(
    bool CreatedDatabase,
    IReadOnlyList<string> Created,
    IReadOnlyList<string> Updated,
    int ConflictRetries)
{
    /// <summary>True when something was written.</summary>
    public bool HasChanges => CreatedDatabase || Created.Count + Updated.Count > 0;

    /// <summary>One line.</summary>
    public override string ToString()
    {
        if (!HasChanges) { return "nothing to do"; }
        var database = CreatedDatabase ? "database created, " : "";
        return string.Create(CultureInfo.InvariantCulture, $"{database}{Created.Count} tables created, {Updated.Count} updated");
    }
}
