using System.Runtime.CompilerServices;

namespace BiPipeline.Toolkit.Glue;

/// <summary>
/// A catalog in memory for tests and local use, with the compare-and-swap on <c>VersionId</c> that concurrent writers need. Thread-safe.
/// </summary>
public sealed class InMemoryGlueCatalog : IGlueCatalog
{
    readonly Lock _gate = new();
    readonly TimeProvider _time;
    readonly SortedDictionary<string, Database> _databases = new(StringComparer.Ordinal);
    int _writes;

    /// <summary>Creates an empty catalog.</summary>
    /// <param name="timeProvider">The clock for create and update times; null for the system's.</param>
    public InMemoryGlueCatalog(TimeProvider? timeProvider = null) => _time = timeProvider ?? TimeProvider.System;

    /// <summary>Number of write calls, including refused ones.</summary>
    public int WriteCalls => Volatile.Read(ref _writes);

    /// <inheritdoc/>
    public Task CreateDatabaseAsync(GlueDatabase database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        return Write(
            () =>
            {
                var name = Fold(database.Name);
                if (!_databases.TryAdd(name, new Database(database with { Name = name }))) { GlueThrow.DatabaseExists(name); }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<GlueDatabase> GetDatabaseAsync(string name, CancellationToken cancellationToken = default) =>
        Read(() => Find(name).Definition, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<GlueDatabase> GetDatabasesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var databases = await Read(() => _databases.Values.Select(database => database.Definition).ToArray(), cancellationToken)
            .ConfigureAwait(false);
        foreach (var database in databases)
        {
            yield return database;
        }
    }

    /// <inheritdoc/>
    public Task UpdateDatabaseAsync(GlueDatabase database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        return Write(
            () =>
            {
                var current = Find(database.Name);
                current.Definition = database with { Name = current.Definition.Name };
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task DeleteDatabaseAsync(string name, CancellationToken cancellationToken = default) =>
        Write(() => _databases.Remove(Find(name).Definition.Name), cancellationToken);

    /// <inheritdoc/>
    public Task<GlueTable> GetTableAsync(string database, string name, CancellationToken cancellationToken = default) =>
        Read(() => Find(database, name).Table, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<GlueTable> GetTablesAsync(
        string database,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var tables = await Read(() => Find(database).Tables.Values.Select(entry => entry.Table).ToArray(), cancellationToken)
            .ConfigureAwait(false);
        foreach (var table in tables)
        {
            yield return table;
        }
    }

    /// <inheritdoc/>
    public Task CreateTableAsync(string database, GlueTableInput table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Write(
            () =>
            {
                var home = Find(database);
                var name = Fold(table.Name);
                var now = _time.GetUtcNow();
                var created = new GlueTable(home.Definition.Name, table with { Name = name }, "0") { CreateTime = now, UpdateTime = now };
                if (!home.Tables.TryAdd(name, new Entry(created))) { GlueThrow.TableExists(home.Definition.Name, name); }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task UpdateTableAsync(
        string database,
        GlueTableInput table,
        string? versionId,
        bool skipArchive = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Write(
            () =>
            {
                var entry = Find(database, table.Name);
                var current = entry.Table;
                if (versionId is not null && versionId != current.VersionId) { GlueThrow.OtherVersion(current, versionId); }
                var next = int.Parse(current.VersionId!, CultureInfo.InvariantCulture) + 1;
                entry.Table = current with
                {
                    Definition = table with { Name = current.Name },
                    VersionId = next.ToString(CultureInfo.InvariantCulture),
                    UpdateTime = _time.GetUtcNow(),
                };
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task DeleteTableAsync(string database, string name, CancellationToken cancellationToken = default) =>
        Write(() => Find(database).Tables.Remove(Find(database, name).Table.Name), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<GluePartition> GetPartitionsAsync(
        string database,
        string table,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var partitions = await Read(() => Find(database, table).Partitions.Values.ToArray(), cancellationToken).ConfigureAwait(false);
        foreach (var partition in partitions)
        {
            yield return partition;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<GluePartitionError>> CreatePartitionsAsync(
        string database,
        string table,
        IReadOnlyList<GluePartition> partitions,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        List<GluePartitionError> errors = [];
        await Write(
            () =>
            {
                var entry = Find(database, table);
                foreach (var partition in partitions)
                {
                    if (partition.Values.Count != entry.Table.Definition.PartitionKeys.Count)
                    {
                        errors.Add(new(
                            partition.Values,
                            GlueErrorCodes.InvalidInput,
                            "The number of partition keys does not match the number of partition values."));
                    }
                    else if (!entry.Partitions.TryAdd(Key(partition.Values), partition))
                    {
                        errors.Add(new(partition.Values, GlueErrorCodes.AlreadyExists, "Partition already exists."));
                    }
                }
            },
            cancellationToken).ConfigureAwait(false);
        return errors;
    }

    /// <inheritdoc/>
    public Task UpdatePartitionAsync(
        string database,
        string table,
        IReadOnlyList<string> values,
        GluePartition partition,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partition);
        return Write(
            () =>
            {
                var entry = Find(database, table);
                var (old, next) = (Key(values), Key(partition.Values));
                if (!entry.Partitions.ContainsKey(old)) { GlueThrow.NoPartition(entry.Table); }
                if (old != next && entry.Partitions.ContainsKey(next)) { GlueThrow.PartitionExists(entry.Table); }
                entry.Partitions.Remove(old);
                entry.Partitions.Add(next, partition);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<GluePartitionError>> DeletePartitionsAsync(
        string database,
        string table,
        IReadOnlyList<IReadOnlyList<string>> partitions,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        List<GluePartitionError> errors = [];
        await Write(
            () =>
            {
                var entry = Find(database, table);
                errors.AddRange(
                    partitions.Where(values => !entry.Partitions.Remove(Key(values)))
                        .Select(values => new GluePartitionError(values, GlueErrorCodes.EntityNotFound, "Partition not found.")));
            },
            cancellationToken).ConfigureAwait(false);
        return errors;
    }

    static string Key(IReadOnlyList<string> values) => string.Join('\0', values);

    [SuppressMessage("Globalization", "CA1308", Justification = "The catalog converts names to lower case.")]
    static string Fold(string name) => name.ToLowerInvariant();

    Task<T> Read<T>(Func<T> read, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) { return Task.FromCanceled<T>(cancellationToken); }
        try
        {
            lock (_gate) { return Task.FromResult(read()); }
        }
        catch (GlueException exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    Task<bool> Write(Action write, CancellationToken cancellationToken) => Read(
        () =>
        {
            Interlocked.Increment(ref _writes);
            write();
            return true;
        },
        cancellationToken);

    Database Find(string name) =>
        _databases.GetValueOrDefault(Fold(name)) ?? GlueThrow.NoDatabase<Database>(Fold(name));

    Entry Find(string database, string table)
    {
        var home = Find(database);
        return home.Tables.GetValueOrDefault(Fold(table)) ?? GlueThrow.NoTable<Entry>(home.Definition.Name, Fold(table));
    }

    sealed class Database(GlueDatabase definition)
    {
        internal GlueDatabase Definition { get; set; } = definition;

        internal SortedDictionary<string, Entry> Tables { get; } = new(StringComparer.Ordinal);
    }

    sealed class Entry(GlueTable table)
    {
        internal GlueTable Table { get; set; } = table;

        internal SortedDictionary<string, GluePartition> Partitions { get; } = new(StringComparer.Ordinal);
    }
}
