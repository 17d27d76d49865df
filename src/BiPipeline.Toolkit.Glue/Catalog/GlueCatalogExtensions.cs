namespace BiPipeline.Toolkit.Glue;

/// <summary>Reads where not being there is an answer.</summary>
public static class GlueCatalogExtensions
{
    /// <summary>The database, or null when there is none of that name.</summary>
    public static async Task<GlueDatabase?> FindDatabaseAsync(this IGlueCatalog catalog, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        try
        {
            return await catalog.GetDatabaseAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (GlueEntityNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The table or view, or null when the database has none of that name or is not there itself.</summary>
    public static async Task<GlueTable?> FindTableAsync(this IGlueCatalog catalog, string database, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        try
        {
            return await catalog.GetTableAsync(database, name, cancellationToken).ConfigureAwait(false);
        }
        catch (GlueEntityNotFoundException)
        {
            return null;
        }
    }
}
