using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Catalog;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.LocalAthena.Catalog;
using BiPipeline.Toolkit.LocalAthena.DuckDb;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>Leaves out the files of partitions that a query does not read, before any of them is opened.</summary>
static class PartitionPruning
{
    internal static TableFiles Prune(DuckDbConnection connection, TableScan scan, TableFiles files, Action<string> register)
    {
        if (scan.Partitions is not { } condition || files.Files.Count == 0) { return files; }
        var partitions = files.Files.Select(file => file.Partition).DistinctBy(Key, StringComparer.Ordinal).ToArray();
        if (Sql(scan.Table, partitions, condition)?.Render() is not { } sql) { return files; }
        register(sql);
        HashSet<string> read = new(StringComparer.Ordinal);
        try
        {
            using var result = connection.Query(sql);
            while (result.Next())
            {
                for (var row = 0; row < result.RowCount; row++) { read.Add(Key(partitions[result.Column(0).Read<int>(row)])); }
            }
        }
        catch (Exception exception) when (exception is DuckDbException or LocalAthenaQueryException)
        {
            // The value of a partition, or a constant, fails; the query itself says how.
            return files;
        }
        return files with { Files = [.. files.Files.Where(file => read.Contains(Key(file.Partition)))] };
    }

    // The numbers of the partitions that fulfil the condition.
    static DuckSql? Sql(CatalogTable table, IReadOnlyList<string?>[] partitions, DuckSql condition)
    {
        var first = table.Columns.TakeWhile(column => !column.IsPartition).Count();
        var values = new DuckSql[table.Columns.Count - first];
        for (var i = 0; i < values.Length; i++)
        {
            if (Conversion.TryCast(new($"k{Conversion.Number(i)}", TrinoType.Varchar), table.Columns[first + i].Type) is not { } value)
            {
                return null;
            }
            values[i] = $"{value.Sql} AS {ScanReference.NameOf(first + i)}";
        }
        string[] keys = [.. values.Select((_, i) => $"k{Conversion.Number(i)}")];
        var rows = partitions.Select((partition, n) => Row(partition.Select(Literal).Prepend(Conversion.Number(n))));
        return $"SELECT n FROM (SELECT n, {DuckSql.Join(", ", values)} FROM (VALUES {string.Join(", ", rows)}) "
            + $"AS given{Row(keys.Prepend("n"))}) AS partitions WHERE {condition}";
    }

    static string Row(IEnumerable<string> values) => $"({string.Join(", ", values)})";

    static string Literal(string? value) => value is null ? "CAST(NULL AS VARCHAR)" : SqlText.Literal(value);

    static string Key(IReadOnlyList<string?> partition) =>
        string.Join('\0', partition.Select(value => value is null ? "N" : $"V{value}"));
}
