namespace BiPipeline.Toolkit.Glue;

/// <summary>The result of applying a plan.</summary>
/// <param name="CreatedDatabase">Whether the database is new.</param>
/// <param name="Created">The new tables.</param>
/// <param name="Updated">The changed tables.</param>
/// <param name="ConflictRetries">Number of retries because another writer changed the table first.</param>
public sealed record CatalogOutcome(
    bool CreatedDatabase,
    IReadOnlyList<string> Created,
    IReadOnlyList<string> Updated,
    int ConflictRetries)
{
    /// <summary>Whether something was written.</summary>
    public bool HasChanges => CreatedDatabase || Created.Count + Updated.Count > 0;

    /// <summary>Returns the outcome in one line.</summary>
    public override string ToString()
    {
        if (!HasChanges) { return "nothing to do"; }
        var database = CreatedDatabase ? "database created, " : "";
        return string.Create(CultureInfo.InvariantCulture, $"{database}{Created.Count} tables created, {Updated.Count} updated");
    }
}
