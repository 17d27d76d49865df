using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena.Catalog;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>Statements about registered partitions of one table.</summary>
sealed class PartitionStatements(IGlueCatalog glue, TableFileFinder files)
{
    internal async Task<LocalAthenaResult> ShowAsync(
        Statement.ShowPartitions show,
        GlueTable table,
        CancellationToken cancellationToken)
    {
        Check(table, show.Name);
        List<IReadOnlyList<string?>> rows = [];
        foreach (var partition in await ReadAsync(table, cancellationToken).ConfigureAwait(false))
        {
            rows.Add([Name(table, partition.Values)]);
        }
        return new(show.TypeName, show.Substatement, [LocalAthenaColumn.Of("partition", TrinoType.Varchar)], rows);
    }

    internal async Task<LocalAthenaResult> AddAsync(Statement.AddPartitions add, GlueTable table, CancellationToken cancellationToken)
    {
        Check(table, add.Name);
        var partitions = add.Partitions.Select(partition =>
        {
            var values = Values(table, partition.Values, add.Name);
            return new GluePartition(values, table.Definition.Storage with { Location = partition.Location ?? Folder(table, values) });
        }).ToArray();
        var errors = await glue.CreatePartitionsAsync(table.Database, table.Name, partitions, cancellationToken).ConfigureAwait(false);
        return errors.FirstOrDefault(error => !add.IfNotExists || !error.IsAlreadyExists) is { } failed
            ? throw new LocalAthenaQueryException(FailureCode.HiveMetastoreError, failed.Message ?? failed.ErrorCode)
            : LocalAthenaResult.Done(add);
    }

    internal async Task<LocalAthenaResult> DropAsync(Statement.DropPartitions drop, GlueTable table, CancellationToken cancellationToken)
    {
        Check(table, drop.Name);
        var registered = await ReadAsync(table, cancellationToken).ConfigureAwait(false);
        HashSet<string> names = new(StringComparer.Ordinal);
        List<IReadOnlyList<string>> dropped = [];
        foreach (var terms in drop.Partitions)
        {
            var keys = terms.Select(term => (Index: KeyIndex(table, term.Key, drop.Name), Term: term)).ToArray();
            var found = registered.Where(partition => keys.All(key => key.Term.Matches(partition.Values[key.Index]))).ToArray();
            if (found.Length == 0 && !drop.IfExists)
            {
                var text = string.Join(", ", terms.Select(term => $"{term.Key}{term.Operator}{term.Value}"));
                throw new LocalAthenaQueryException(
                    FailureCode.HiveMetastoreError,
                    $"Partition not found ({text}). Add IF EXISTS to ignore it",
                    drop.Name.Position);
            }
            dropped.AddRange(found.Where(partition => names.Add(Name(table, partition.Values))).Select(partition => partition.Values));
        }
        var errors = await glue.DeletePartitionsAsync(table.Database, table.Name, dropped, cancellationToken).ConfigureAwait(false);
        return errors is [var failed, ..]
            ? throw new LocalAthenaQueryException(FailureCode.HiveMetastoreError, failed.Message ?? failed.ErrorCode)
            : LocalAthenaResult.Done(drop);
    }

    internal async Task<LocalAthenaResult> RenameAsync(
        Statement.RenamePartition rename,
        GlueTable table,
        CancellationToken cancellationToken)
    {
        var partition = await FindAsync(table, rename.From, rename.Name, cancellationToken).ConfigureAwait(false);
        var values = Values(table, ToMap(rename.To), rename.Name);
        await glue.UpdatePartitionAsync(table.Database, table.Name, partition.Values, partition with { Values = values }, cancellationToken)
            .ConfigureAwait(false);
        return LocalAthenaResult.Done(rename);
    }

    internal async Task<LocalAthenaResult> AlterAsync(Statement.AlterPartition alter, GlueTable table, CancellationToken cancellationToken)
    {
        var partition = await FindAsync(table, alter.Partition, alter.Name, cancellationToken).ConfigureAwait(false);
        var changed = partition with { Storage = GlueTables.Changed(partition.Storage, alter.Change) };
        await glue.UpdatePartitionAsync(table.Database, table.Name, partition.Values, changed, cancellationToken).ConfigureAwait(false);
        return LocalAthenaResult.Done(alter);
    }

    /// <summary>Adds the partitions that have a folder <c>key=value/…</c>; as Athena does, it removes no partition.</summary>
    internal async Task<LocalAthenaResult> RepairAsync(Statement.RepairTable repair, GlueTable table, CancellationToken cancellationToken)
    {
        Check(table, repair.Name);
        var registered = (await ReadAsync(table, cancellationToken).ConfigureAwait(false))
            .Select(partition => Name(table, partition.Values))
            .ToHashSet(StringComparer.Ordinal);
        var found = await files.FindPartitionsAsync(CatalogLoader.ReadTable(table), cancellationToken).ConfigureAwait(false);
        var added = found.Where(partition => !registered.Contains(Name(table, partition.Values))).ToArray();
        var storage = table.Definition.Storage;
        await glue.CreatePartitionsAsync(
            table.Database,
            table.Name,
            [.. added.Select(partition => new GluePartition(partition.Values, storage with { Location = partition.Location }))],
            cancellationToken).ConfigureAwait(false);
        var names = added.Select(partition => $"{table.Name}:{Name(table, partition.Values)}").ToArray();
        List<IReadOnlyList<string?>> rows = [];
        if (names.Length > 0) { rows.Add([$"Partitions not in metastore:\t{string.Join('\t', names)}"]); }
        rows.AddRange(names.Select(name => (IReadOnlyList<string?>)[$"Repair: Added partition to metastore {name}"]));
        return new(repair.TypeName, repair.Substatement, [LocalAthenaColumn.Of("result", TrinoType.Varchar)], rows);
    }

    /// <summary>Returns the one partition with these values.</summary>
    internal async Task<GluePartition> FindAsync(
        GlueTable table,
        IReadOnlyList<PartitionTerm> terms,
        QualifiedName name,
        CancellationToken cancellationToken)
    {
        Check(table, name);
        var values = Values(table, ToMap(terms), name);
        return (await ReadAsync(table, cancellationToken).ConfigureAwait(false))
            .FirstOrDefault(partition => partition.Values.SequenceEqual(values, StringComparer.Ordinal))
            ?? throw new LocalAthenaQueryException(
                FailureCode.HiveMetastoreError,
                $"Partition {Name(table, values)} of table {table.Database}.{table.Name} does not exist",
                name.Position);
    }

    async Task<List<GluePartition>> ReadAsync(GlueTable table, CancellationToken cancellationToken)
    {
        List<GluePartition> partitions = [];
        await foreach (var partition in glue.GetPartitionsAsync(table.Database, table.Name, cancellationToken).ConfigureAwait(false))
        {
            partitions.Add(partition);
        }
        return partitions;
    }

    static void Check(GlueTable table, QualifiedName name)
    {
        if (table.Definition.PartitionKeys.Count == 0)
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"Table {table.Name} is not a partitioned table",
                name.Position);
        }
    }

    static Dictionary<string, string> ToMap(IReadOnlyList<PartitionTerm> terms)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (var term in terms) { values[term.Key] = term.Value; }
        return values;
    }

    static string[] Values(GlueTable table, IReadOnlyDictionary<string, string> given, QualifiedName name)
    {
        foreach (var key in given.Keys) { KeyIndex(table, key, name); }
        return
        [
            .. table.Definition.PartitionKeys.Select(key => given.GetValueOrDefault(key.Name.ToLowerInvariant())
                ?? throw new LocalAthenaQueryException(
                    FailureCode.SyntaxError,
                    $"The partition has no value for {key.Name}",
                    name.Position))
        ];
    }

    static int KeyIndex(GlueTable table, string key, QualifiedName name)
    {
        var keys = table.Definition.PartitionKeys;
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i].Name.Equals(key, StringComparison.OrdinalIgnoreCase)) { return i; }
        }
        throw new LocalAthenaQueryException(
            FailureCode.ColumnNotFound,
            $"Column '{key}' is not a partition column of table {table.Name}",
            name.Position);
    }

    static string Name(GlueTable table, IReadOnlyList<string> values) =>
        string.Join('/', values.Select((value, i) => $"{table.Definition.PartitionKeys[i].Name}={value}"));

    static string Folder(GlueTable table, string[] values) =>
        $"{table.Definition.Storage.Location?.TrimEnd('/')}/{Name(table, values)}/";
}
