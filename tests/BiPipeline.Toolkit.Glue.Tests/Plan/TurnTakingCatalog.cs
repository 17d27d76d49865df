using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.Glue.Tests.Plan;

/// <summary>A catalog that a writer can call only in its turn.</summary>
sealed class TurnTakingCatalog(IGlueCatalog catalog, SeededTurns turns, int writer) : IGlueCatalog
{
    public Task CreateDatabaseAsync(GlueDatabase database, CancellationToken cancellationToken = default) => Turn(() => catalog.CreateDatabaseAsync(database, cancellationToken));

    public Task<GlueDatabase> GetDatabaseAsync(string name, CancellationToken cancellationToken = default) => Turn(() => catalog.GetDatabaseAsync(name, cancellationToken));

    public IAsyncEnumerable<GlueDatabase> GetDatabasesAsync(CancellationToken cancellationToken = default) => catalog.GetDatabasesAsync(cancellationToken);

    public Task UpdateDatabaseAsync(GlueDatabase database, CancellationToken cancellationToken = default) => Turn(() => catalog.UpdateDatabaseAsync(database, cancellationToken));

    public Task DeleteDatabaseAsync(string name, CancellationToken cancellationToken = default) => Turn(() => catalog.DeleteDatabaseAsync(name, cancellationToken));

    public Task<GlueTable> GetTableAsync(string database, string name, CancellationToken cancellationToken = default) => Turn(() => catalog.GetTableAsync(database, name, cancellationToken));

    public async IAsyncEnumerable<GlueTable> GetTablesAsync(string database, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var table in catalog.GetTablesAsync(database, cancellationToken)) { yield return table; }
    }

    public Task CreateTableAsync(string database, GlueTableInput table, CancellationToken cancellationToken = default) => Turn(() => catalog.CreateTableAsync(database, table, cancellationToken));

    public Task UpdateTableAsync(string database, GlueTableInput table, string? versionId, bool skipArchive = false, CancellationToken cancellationToken = default) =>
        Turn(() => catalog.UpdateTableAsync(database, table, versionId, skipArchive, cancellationToken));

    public Task DeleteTableAsync(string database, string name, CancellationToken cancellationToken = default) => Turn(() => catalog.DeleteTableAsync(database, name, cancellationToken));

    public IAsyncEnumerable<GluePartition> GetPartitionsAsync(string database, string table, CancellationToken cancellationToken = default) => catalog.GetPartitionsAsync(database, table, cancellationToken);

    public Task<IReadOnlyList<GluePartitionError>> CreatePartitionsAsync(string database, string table, IReadOnlyList<GluePartition> partitions, CancellationToken cancellationToken = default) =>
        Turn(() => catalog.CreatePartitionsAsync(database, table, partitions, cancellationToken));

    public Task UpdatePartitionAsync(string database, string table, IReadOnlyList<string> values, GluePartition partition, CancellationToken cancellationToken = default) =>
        Turn(() => catalog.UpdatePartitionAsync(database, table, values, partition, cancellationToken));

    public Task<IReadOnlyList<GluePartitionError>> DeletePartitionsAsync(string database, string table, IReadOnlyList<IReadOnlyList<string>> partitions, CancellationToken cancellationToken = default) =>
        Turn(() => catalog.DeletePartitionsAsync(database, table, partitions, cancellationToken));

    async Task Turn(Func<Task> call)
    {
        await turns.WaitAsync(writer);
        await call();
    }

    async Task<T> Turn<T>(Func<Task<T>> call)
    {
        await turns.WaitAsync(writer);
        return await call();
    }
}
