namespace BiPipeline.Toolkit.Glue;

/// <summary>
/// A table catalog with Glue's behaviour: it converts names to lower case, an update replaces a table's whole definition, and an update
/// with an old version is refused. <see cref="GlueCatalogClient"/> is the service, and <see cref="InMemoryGlueCatalog"/> a substitute in
/// memory. Every method throws <see cref="GlueException"/> when the catalog refuses the call.
/// </summary>
public interface IGlueCatalog
{
    /// <summary>Creates a database.</summary>
    /// <exception cref="GlueAlreadyExistsException">The database already exists.</exception>
    Task CreateDatabaseAsync(GlueDatabase database, CancellationToken cancellationToken = default);

    /// <summary>Reads a database.</summary>
    /// <exception cref="GlueEntityNotFoundException">The database does not exist.</exception>
    Task<GlueDatabase> GetDatabaseAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Reads all databases, page by page.</summary>
    IAsyncEnumerable<GlueDatabase> GetDatabasesAsync(CancellationToken cancellationToken = default);

    /// <summary>Replaces a database's whole definition.</summary>
    /// <exception cref="GlueEntityNotFoundException">The database does not exist.</exception>
    Task UpdateDatabaseAsync(GlueDatabase database, CancellationToken cancellationToken = default);

    /// <summary>Removes a database with its tables and views from the catalog and keeps their files.</summary>
    /// <exception cref="GlueEntityNotFoundException">The database does not exist.</exception>
    Task DeleteDatabaseAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Reads a table or view.</summary>
    /// <exception cref="GlueEntityNotFoundException">The database or the table does not exist.</exception>
    Task<GlueTable> GetTableAsync(string database, string name, CancellationToken cancellationToken = default);

    /// <summary>Reads all tables and views of a database, page by page.</summary>
    /// <exception cref="GlueEntityNotFoundException">The database does not exist.</exception>
    IAsyncEnumerable<GlueTable> GetTablesAsync(string database, CancellationToken cancellationToken = default);

    /// <summary>Creates a table or view.</summary>
    /// <exception cref="GlueAlreadyExistsException">The name already exists.</exception>
    /// <exception cref="GlueEntityNotFoundException">The database does not exist.</exception>
    Task CreateTableAsync(string database, GlueTableInput table, CancellationToken cancellationToken = default);

    /// <summary>Replaces a table's whole definition.</summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The new definition.</param>
    /// <param name="versionId">The version on which the definition is based; null overwrites any version.</param>
    /// <param name="skipArchive">
    /// Whether to discard the replaced version. An account's versions are limited (quota "Table versions").
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="GlueConcurrentModificationException">The table has another version.</exception>
    /// <exception cref="GlueEntityNotFoundException">The table does not exist.</exception>
    Task UpdateTableAsync(
        string database,
        GlueTableInput table,
        string? versionId,
        bool skipArchive = false,
        CancellationToken cancellationToken = default);

    /// <summary>Removes a table or view from the catalog and keeps its files.</summary>
    /// <exception cref="GlueEntityNotFoundException">The table does not exist.</exception>
    Task DeleteTableAsync(string database, string name, CancellationToken cancellationToken = default);

    /// <summary>Reads the registered partitions, page by page.</summary>
    /// <exception cref="GlueEntityNotFoundException">The table does not exist.</exception>
    IAsyncEnumerable<GluePartition> GetPartitionsAsync(string database, string table, CancellationToken cancellationToken = default);

    /// <summary>Registers any number of partitions. Returns those that failed, each with the service's reason.</summary>
    /// <exception cref="GlueEntityNotFoundException">The table does not exist.</exception>
    Task<IReadOnlyList<GluePartitionError>> CreatePartitionsAsync(
        string database,
        string table,
        IReadOnlyList<GluePartition> partitions,
        CancellationToken cancellationToken = default);

    /// <summary>Replaces a registered partition, also its values.</summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="values">The values that the partition has now.</param>
    /// <param name="partition">The new partition.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="GlueEntityNotFoundException">The table or the partition does not exist.</exception>
    Task UpdatePartitionAsync(
        string database,
        string table,
        IReadOnlyList<string> values,
        GluePartition partition,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes any number of partitions and keeps their files. Returns those that failed, each with the service's reason.
    /// </summary>
    /// <exception cref="GlueEntityNotFoundException">The table does not exist.</exception>
    Task<IReadOnlyList<GluePartitionError>> DeletePartitionsAsync(
        string database,
        string table,
        IReadOnlyList<IReadOnlyList<string>> partitions,
        CancellationToken cancellationToken = default);
}
