namespace BiPipeline.Toolkit.Glue;

/// <summary>Reads where not being there is an answer, and the registration of partitions.</summary>
public static class GlueCatalogExtensions
{
    /// <summary>The database, or null when there is none of that name.</summary>
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

    /// <summary>The table or view, or null when the database has none of that name or is not there itself.</summary>
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
    /// Registers those of these partitions that are not there yet, with the table's own columns and format: the alternative to projection.
    /// A partition that is there keeps the location it was registered with.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="database">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="partitions">Values, in the order of the partition columns, and the folder of the files.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>
    /// How many partitions were not there before, and a sentence for each that is registered with another folder than the one given.
    /// </returns>
    /// <exception cref="GlueException">The table is not there, or a partition could not be created.</exception>
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
