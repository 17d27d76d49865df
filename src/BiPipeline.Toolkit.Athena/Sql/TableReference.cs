namespace BiPipeline.Toolkit.Athena;

/// <summary>A reference to a table or view; all parts in lower case, as in Athena.</summary>
/// <param name="Catalog">The catalog, if present.</param>
/// <param name="Database">The database, if present.</param>
/// <param name="Name">The table or view.</param>
sealed record TableReference(string? Catalog, string? Database, string Name)
{
    public override string ToString() => string.Join('.', new[] { Catalog, Database, Name }.Where(part => part is not null));

    [SuppressMessage("Globalization", "CA1308", Justification = "Athena converts names to lower case.")]
    internal static string Fold(string name) => name.ToLowerInvariant();
}
