namespace BiPipeline.Toolkit.Glue;

/// <summary>Reads that return null for a missing entity, and the registration of partitions.</summary>
public static class GlueCatalogExtensions
{
    /// <summary>Returns the database; null when it does not exist.</summary>
    public static async Task<GlueDatabase?> FindDatabaseAsync(
        this IGlueCatalog catalog,
        string name,
        CancellationToken cancellationToken = default)
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

    /// <summary>Returns the table or view; null when it or its database does not exist.</summary>
    public static async Task<GlueTable?> FindTableAsync(
        this IGlueCatalog catalog,
        string database,
        string name,
        CancellationToken cancellationToken = default)
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

    /// <summary>
    /// Registers the partitions that do not exist yet, with the table's own columns and format: the alternative to projection. An existing
    /// partition keeps its location.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="database">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="partitions">The values, in the order of the partition columns, and the folder of the files.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>
    /// Number of new partitions, and one sentence for each partition that is registered with another folder.
    /// </returns>
    /// <exception cref="GlueException">The table does not exist, or a partition could not be created.</exception>
    public static Task<(int Registered, IReadOnlyList<string> Elsewhere)> RegisterPartitionsAsync(
        this IGlueCatalog catalog,
        string database,
        string table,
        IReadOnlyList<(IReadOnlyList<string> Values, string Location)> partitions,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(partitions);
        return new PartitionRegistrar(catalog).RegisterAsync(database, table, partitions, cancellationToken);
    }
}
