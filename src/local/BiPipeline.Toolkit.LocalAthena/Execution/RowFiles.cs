using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.LocalAthena.Catalog;
using BiPipeline.Toolkit.LocalAthena.Results;

namespace BiPipeline.Toolkit.LocalAthena.Execution;

/// <summary>
/// Rows as files: DuckDB writes them to a folder of the engine, the only one that it writes to, and they become objects of the server's
/// results.
/// </summary>
sealed class RowFiles(DuckDbEngine duckDb, ResultStore results)
{
    const string ContentType = "application/octet-stream";

    int _number;

    /// <summary>Returns the bucket and the prefix of a location without objects; the prefix ends with a slash.</summary>
    /// <exception cref="LocalAthenaQueryException">It is not a location, or has objects.</exception>
    internal ResultLocation Target(string location)
    {
        if (!ResultLocation.TryParse(location, out var target))
        {
            throw PropertyValues.Invalid($"External location is not a valid file system URI: {location}");
        }
        var prefix = target.Key.Length == 0 ? "" : $"{target.Key.TrimEnd('/')}/";
        return results.List(target.Bucket, prefix).Count == 0
            ? target with { Key = prefix }
            : throw new LocalAthenaQueryException(
                "HIVE_PATH_ALREADY_EXISTS",
                $"Target directory already exists: {location}. Delete its objects, or use another location");
    }

    /// <summary>Returns a folder that no other statement has; <see cref="Remove"/> removes it.</summary>
    internal string NewFolder() =>
        Path.Combine(duckDb.Scratch, string.Create(CultureInfo.InvariantCulture, $"u{Interlocked.Increment(ref _number)}"));

    internal static void Remove(string folder)
    {
        if (Directory.Exists(folder)) { Directory.Delete(folder, recursive: true); }
    }

    /// <summary>Writes a relation's fields, named as the columns, to files of a folder, and returns the number of rows.</summary>
    internal static long Copy(
        WriteTransaction transaction,
        string relation,
        IEnumerable<(string Field, OutputColumn Column)> columns,
        UnloadProperties properties,
        string folder)
    {
        Directory.CreateDirectory(folder);
        var list = columns.Select(pair => $"{Value(pair.Field, pair.Column.Type, properties)} AS {SqlText.Name(pair.Column.Name!)}");
        var partitions = properties.PartitionedBy.Length == 0
            ? ""
            : $", PARTITION_BY ({string.Join(", ", properties.PartitionedBy.Select(SqlText.Name))})";
        var target = partitions.Length == 0 ? Path.Combine(folder, "part") : folder;
        return transaction.Number(
            $"COPY (SELECT {string.Join(", ", list)} FROM {relation}) TO {SqlText.Literal(target)} ({properties.Options}{partitions})");
    }

    // Milliseconds, as the lake's files have them; text as Hive's text files have it.
    static string Value(string field, TrinoType type, UnloadProperties properties)
    {
        if (properties.IsText && type is TrinoType.ArrayType or TrinoType.MapType or TrinoType.RowType)
        {
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"LocalAthena does not write {type} to a text file; use PARQUET or JSON");
        }
        return type is TrinoType.TimestampType && properties.IsParquet ? $"CAST({field} AS TIMESTAMP_MS)" : field;
    }

    /// <summary>Puts the files of a folder below a prefix, and returns their locations.</summary>
    internal async Task<IReadOnlyList<string>> PublishAsync(
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
