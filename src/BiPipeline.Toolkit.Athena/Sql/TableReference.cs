namespace BiPipeline.Toolkit.Athena;

/// <summary>A table or view that a query names; all parts lower case, as Athena folds them.</summary>
/// <param name="Catalog">The catalog, when it is said.</param>
/// <param name="Database">The database, when it is said.</param>
/// <param name="Name">The table or view.</param>
sealed record TableReference(string? Catalog, string? Database, string Name)
{
    public override string ToString() => string.Join('.', new[] { Catalog, Database, Name }.Where(part => part is not null));

    [SuppressMessage("Globalization", "CA1308", Justification = "Athena folds names to lower case.")]
    internal static string Fold(string name) => name.ToLowerInvariant();
}
