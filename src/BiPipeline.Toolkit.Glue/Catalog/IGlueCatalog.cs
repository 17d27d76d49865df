namespace BiPipeline.Toolkit.Glue;

/// <summary>
/// A table catalog with Glue's behaviour: names are folded to lower case, an update replaces a table's whole definition, and one that
/// names a version is refused when the table has moved on. <see cref="GlueCatalogClient"/> is the service,
/// <see cref="InMemoryGlueCatalog"/> stands in for it. Every method throws <see cref="GlueException"/> when the catalog refuses.
/// </summary>
public interface IGlueCatalog
{
    /// <summary>Creates a database.</summary>
    /// <exception cref="GlueAlreadyExistsException">It is there already.</exception>
    Task CreateDatabaseAsync(GlueDatabase database, CancellationToken cancellationToken = default);

    /// <summary>Reads a database.</summary>
    /// <exception cref="GlueEntityNotFoundException">It is not there.</exception>
    Task<GlueDatabase> GetDatabaseAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Reads a table or view.</summary>
    /// <exception cref="GlueEntityNotFoundException">The database or the table is not there.</exception>
    Task<GlueTable> GetTableAsync(string database, string name, CancellationToken cancellationToken = default);

    /// <summary>Reads all tables and views of a database, page by page.</summary>
    /// <exception cref="GlueEntityNotFoundException">The database is not there.</exception>
    IAsyncEnumerable<GlueTable> GetTablesAsync(string database, CancellationToken cancellationToken = default);

    /// <summary>Creates a table or view.</summary>
    /// <exception cref="GlueAlreadyExistsException">One of that name is there already.</exception>
    /// <exception cref="GlueEntityNotFoundException">The database is not there.</exception>
    Task CreateTableAsync(string database, GlueTableInput table, CancellationToken cancellationToken = default);

    /// <summary>Replaces a table's whole definition.</summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The new definition.</param>
    /// <param name="versionId">The version that the definition was made from; null overwrites what is there.</param>
    /// <param name="skipArchive">Don't keep the replaced version; the account's versions are limited (quota "Table versions").</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="GlueConcurrentModificationException">The table is no longer at this version.</exception>
    /// <exception cref="GlueEntityNotFoundException">The table is not there.</exception>
    Task UpdateTableAsync(
        string database,
        GlueTableInput table,
        string? versionId,
        bool skipArchive = false,
        CancellationToken cancellationToken = default);

    /// <summary>Removes a table or view from the catalog; its files stay.</summary>
    /// <exception cref="GlueEntityNotFoundException">It is not there.</exception>
    Task DeleteTableAsync(string database, string name, CancellationToken cancellationToken = default);

    /// <summary>Reads the registered partitions, page by page.</summary>
    /// <exception cref="GlueEntityNotFoundException">The table is not there.</exception>
    IAsyncEnumerable<GluePartition> GetPartitionsAsync(string database, string table, CancellationToken cancellationToken = default);

    /// <summary>Registers partitions, however many; those that could not be are returned, with the service's reason each.</summary>
    /// <exception cref="GlueEntityNotFoundException">The table is not there.</exception>
    Task<IReadOnlyList<GluePartitionError>> CreatePartitionsAsync(
        string database,
        string table,
        IReadOnlyList<GluePartition> partitions,
        CancellationToken cancellationToken = default);
}
