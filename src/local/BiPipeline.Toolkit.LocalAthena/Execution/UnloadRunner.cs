using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.LocalAthena.Catalog;
using BiPipeline.Toolkit.LocalAthena.Results;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>
/// Runs UNLOAD: DuckDB writes files to a folder of the engine, the only one that it writes to, and the files become objects of the server's
/// results.
/// </summary>
sealed class UnloadRunner(DuckDbEngine duckDb, StatementTranslator translator, ResultStore results)
{
    const string ContentType = "application/octet-stream";

    int _number;

    internal async Task<LocalAthenaResult> RunAsync(
        Statement.Unload unload,
        PreparedStatement prepared,
        string? database,
        CancellationToken cancellationToken)
    {
        var properties = new UnloadProperties(unload.Properties);
        if (!ResultLocation.TryParse(unload.Location, out var target))
        {
            throw PropertyValues.Invalid($"External location is not a valid file system URI: {unload.Location}");
        }
        var prefix = target.Key.Length == 0 ? "" : $"{target.Key.TrimEnd('/')}/";
        if (results.List(target.Bucket, prefix).Count > 0)
        {
            throw new LocalAthenaQueryException(
                "HIVE_PATH_ALREADY_EXISTS",
                $"Target directory already exists: {unload.Location}. Delete its objects, or unload to another location");
        }
        var (query, tables) = await translator.TranslateAsync(
            SyntaxTree.TableNames(unload),
            prepared,
            database,
            queries => queries.Translate(unload.Query),
            cancellationToken).ConfigureAwait(false);
        var columns = NewTable.Named(query.Columns, [], unload.Query.Position);
        foreach (var column in columns) { StorageTypes.Hive(column.Name!, column.Type); }
        CreateTableProperties.CheckPartitions(properties.PartitionedBy, [.. columns.Select(column => column.Name!)], isOrdered: true);

        var folder = Path.Combine(duckDb.Scratch, string.Create(CultureInfo.InvariantCulture, $"u{Interlocked.Increment(ref _number)}"));
        try
        {
            var rows = await duckDb.WriteAsync(
                query,
                tables,
                transaction => Copy(transaction, columns, properties, folder),
                cancellationToken).ConfigureAwait(false);
            var written = await PublishAsync(folder, target with { Key = prefix }, properties, cancellationToken).ConfigureAwait(false);
            return WriteRunner.Counted(unload, rows) with { Manifest = written };
        }
        finally
        {
            if (Directory.Exists(folder)) { Directory.Delete(folder, recursive: true); }
        }
    }

    static long Copy(WriteTransaction transaction, OutputColumn[] columns, UnloadProperties properties, string folder)
    {
        Directory.CreateDirectory(folder);
        var list = columns.Select((column, i) => $"{Value(column, i, properties)} AS {SqlText.Name(column.Name!)}");
        var partitions = properties.PartitionedBy.Length == 0
            ? ""
            : $", PARTITION_BY ({string.Join(", ", properties.PartitionedBy.Select(SqlText.Name))})";
        var target = partitions.Length == 0 ? Path.Combine(folder, "part") : folder;
        return transaction.Number(
            $"COPY (SELECT {string.Join(", ", list)} FROM {WriteTransaction.Rows}) TO {SqlText.Literal(target)} "
            + $"({properties.Options}{partitions})");
    }

    // Milliseconds, as the lake's files have them; text as Hive's text files have it.
    static string Value(OutputColumn column, int index, UnloadProperties properties)
    {
        var name = ColumnAlias.Of(index);
        if (properties.IsText && column.Type is TrinoType.ArrayType or TrinoType.MapType or TrinoType.RowType)
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"LocalAthena does not write {column.Type} to a text file; use PARQUET or JSON");
        }
        return column.Type is TrinoType.TimestampType && properties.IsParquet ? $"CAST({name} AS TIMESTAMP_MS)" : name;
    }

    async Task<IReadOnlyList<string>> PublishAsync(
        string folder,
        ResultLocation target,
        UnloadProperties properties,
        CancellationToken cancellationToken)
    {
        List<string> written = [];
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var parent = Path.GetRelativePath(folder, Path.GetDirectoryName(path)!).Replace(Path.DirectorySeparatorChar, '/');
            var name = string.Create(CultureInfo.InvariantCulture, $"part-{written.Count:D5}{properties.Extension}");
            var place = target with { Key = $"{target.Key}{(parent == "." ? "" : parent + "/")}{name}" };
            await PutAsync(path, place, cancellationToken).ConfigureAwait(false);
            written.Add($"s3://{place.Bucket}/{place.Key}");
        }
        return written;
    }

    async Task PutAsync(string path, ResultLocation place, CancellationToken cancellationToken)
    {
        try
        {
            var file = File.OpenRead(path);
            await using (file.ConfigureAwait(false))
            {
                await results.PutAsync(place, ContentType, file.CopyToAsync, onlyNew: true, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ResultStoreException exception)
        {
            throw new LocalAthenaQueryException(FailureCode.ExceededResultLimit, exception.Message);
        }
    }
}
