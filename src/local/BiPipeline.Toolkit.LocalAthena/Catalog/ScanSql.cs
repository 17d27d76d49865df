using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.LocalAthena.DuckDb;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>Builds the DuckDB query that reads the used columns of a table's files with their declared types.</summary>
sealed class ScanSql(ParquetSchemas schemas, LakeLocations locations, DuckDbConnection connection)
{
    // The longest line of Athena is 200 MB; the largest DynamoDB item in the lake stays far below this. Each open file takes a buffer
    // of this size, of 16 times the longest line if none is given.
    const int BufferBytes = 16 * 1024 * 1024;

    internal DuckSql Build(TableScan scan, TableFiles files)
    {
        var storage = Lake(scan).Source.Definition.Storage;
        var serDe = storage.SerDe?.SerializationLibrary;
        if (serDe != HiveFormat.ParquetSerDe && !HiveFormat.IsText(serDe, storage.InputFormat))
        {
            throw new LocalAthenaQueryException(
                FailureCode.HiveUnsupportedFormat,
                $"Table {Lake(scan).FullName} has the format {HiveFormat.NameOf(serDe, storage.InputFormat)} (SerDe '{serDe}'); "
                + "LocalAthena reads Parquet and lines of text (LazySimpleSerDe)");
        }
        if (files.Files.Count == 0) { return Nothing(scan); }
        var branches = serDe == HiveFormat.ParquetSerDe ? Parquet(scan, files) : Text(scan, files);
        return DuckSql.Join(" UNION ALL ", branches);
    }

    static LakeTableDefinition Lake(TableScan scan) => (LakeTableDefinition)scan.Table;

    static DuckSql Nothing(TableScan scan)
    {
        var columns = scan.Used.Select(
            column =>
            {
                var type = column == scan.PathColumn ? TrinoType.Varchar : scan.Table.Columns[column].Type;
                return (DuckSql)$"CAST(NULL AS {type.DuckDb}) AS {ColumnAlias.Of(column)}";
            });
        return $"SELECT {List(columns)} WHERE false";
    }

    IEnumerable<DuckSql> Parquet(TableScan scan, TableFiles files)
    {
        var read = schemas.Read(connection, files.Files);
        var groups = files.Files.Zip(read)
            .GroupBy(pair => (pair.Second.Signature, files.IsHiveStyle ? "" : string.Join('\0', pair.First.Partition)));
        foreach (var group in groups)
        {
            var (first, schema) = group.First();
            var columns = scan.Used.Select(
                column => (DuckSql)$"{ParquetColumn(scan, column, schema, first, files.IsHiveStyle)} AS {ColumnAlias.Of(column)}");
            yield return $"SELECT {List(columns)} FROM read_parquet([{Paths(group.Select(pair => pair.First))}]{Options(scan, files)})";
        }
    }

    DuckSql ParquetColumn(TableScan scan, int index, ParquetNode schema, LakeFile file, bool isHiveStyle)
    {
        if (index == scan.PathColumn) { return PathColumn(file); }
        var column = scan.Table.Columns[index];
        if (column.IsPartition) { return PartitionColumn(scan, index, file, isHiveStyle); }
        if (schema.Find(column.Name) is not { } node) { return $"CAST(NULL AS {column.Type.DuckDb})"; }
        if (ParquetCompatibility.Mismatch(column.Type, node) is { } mismatch)
        {
            throw new LocalAthenaQueryException(
                FailureCode.HiveBadData,
                $"Malformed Parquet file. Field {column.Name}'s type {mismatch} in parquet file {locations.Shown(file.Path)} is "
                + $"incompatible with type {column.Type} defined in table schema");
        }
        var name = SqlText.Name(node.Name);
        return column.Type switch
        {
            // DuckDB reads bytes without an annotation as bytes; Athena reads them as text when they are declared as text.
            { IsText: true } when node.PhysicalType is "BYTE_ARRAY" && node.Annotation.Trim().Length == 0 => $"decode({name})",
            TrinoType.IntegerType when node.Annotation.Contains("TIME", StringComparison.Ordinal) => RawTime(name, node.Annotation),
            TrinoType.TimestampType when node.ConvertedType != "TIMESTAMP_MILLIS" =>
                $"{LocalFunctions.RoundTimestamp}(CAST({name} AS TIMESTAMP), 3)",
            TrinoType.RowType or TrinoType.ArrayType or TrinoType.MapType => $"CAST({name} AS {column.Type.DuckDb})",
            TrinoType.VarcharType { Length: < TrinoType.UnboundedLength } type =>
                $"left(CAST({name} AS VARCHAR), {Conversion.Number(type.Length)})",
            TrinoType.CharType type => $"{LocalFunctions.ToChar}(CAST({name} AS VARCHAR), {Conversion.Number(type.Length)})",
            _ => $"CAST({name} AS {column.Type.DuckDb})",
        };
    }

    // The number in the file; the annotation has its unit.
    static string RawTime(string name, string annotation) =>
        annotation.Contains("NANOSECONDS", StringComparison.Ordinal) ? $"epoch_ns({name})"
        : annotation.Contains("MILLISECONDS", StringComparison.Ordinal) ? $"epoch_ms({name})"
        : $"epoch_us({name})";

    IEnumerable<DuckSql> Text(TableScan scan, TableFiles files)
    {
        var definition = Lake(scan).Source.Definition;
        var parameters = definition.Storage.SerDe!.Parameters;
        var delimiter = parameters.GetValueOrDefault("field.delim") ?? "\u0001";
        var skip = definition.Parameters.GetValueOrDefault("skip.header.line.count") ?? "0";
        var data = scan.Table.Columns.Where(column => !column.IsPartition).ToArray();
        var names = string.Join(", ", data.Select((_, i) => $"'f{Conversion.Number(i)}': 'VARCHAR'"));
        foreach (var group in files.Files.GroupBy(
            file => (Compression(file.Path), files.IsHiveStyle ? "" : string.Join('\0', file.Partition))))
        {
            var columns = scan.Used.Select(
                column => (DuckSql)$"{TextColumn(scan, column, group.First(), files.IsHiveStyle)} AS {ColumnAlias.Of(column)}");
            yield return $"SELECT {List(columns)} FROM read_csv([{Paths(group)}], columns = {{{names}}}, "
                + $"delim = {SqlText.Literal(delimiter)}, "
                + $"quote = '', escape = '', header = false, skip = {Conversion.Number(int.Parse(skip, CultureInfo.InvariantCulture))}, "
                + $"nullstr = '\\N', auto_detect = false, null_padding = {(data.Length > 1 ? "true" : "false")}, "
                + $"max_line_size = {Conversion.Number(BufferBytes - 1)}, buffer_size = {Conversion.Number(BufferBytes)}, "
                + $"compression = '{group.Key.Item1}'{Options(scan, files)})";
        }
    }

    DuckSql TextColumn(TableScan scan, int index, LakeFile file, bool isHiveStyle)
    {
        if (index == scan.PathColumn) { return PathColumn(file); }
        var column = scan.Table.Columns[index];
        if (column.IsPartition) { return PartitionColumn(scan, index, file, isHiveStyle); }
        var field = $"f{Conversion.Number(index)}";
        if (column.Type.IsText) { return field; }
        return Conversion.TryCast(new(field, TrinoType.Varchar), column.Type) is { } value
            ? (DuckSql)$"TRY({value.Sql})"
            : throw new LocalAthenaQueryException(
                FailureCode.HiveUnsupportedFormat,
                $"Table {Lake(scan).FullName}: LocalAthena does not support column {column.Name} of type {column.Type} in text files");
    }

    static DuckSql PartitionColumn(TableScan scan, int index, LakeFile file, bool isHiveStyle)
    {
        var column = scan.Table.Columns[index];
        var key = index - scan.Table.Columns.Count(one => !one.IsPartition);
        var text = isHiveStyle
            ? SqlText.Name(column.Name)
            : file.Partition[key] is { } value
            ? SqlText.Literal(value)
            : "CAST(NULL AS VARCHAR)";
        return Conversion.TryCast(new(text, TrinoType.Varchar), column.Type)?.Sql
            ?? throw new LocalAthenaQueryException(
                FailureCode.HiveInvalidMetadata,
                $"Table {Lake(scan).FullName}: a partition column can't have the type {column.Type}");
    }

    string PathColumn(LakeFile file)
    {
        var (folder, location) = locations.LocationOf(file.Path);
        return $"({SqlText.Literal(location)} || substr(filename, {Conversion.Number(folder.Length + 1)}))";
    }

    static string Options(TableScan scan, TableFiles files)
    {
        var types = string.Join(
            ", ",
            scan.Table.Columns.Where(column => column.IsPartition).Select(column => $"{SqlText.Literal(column.Name)}: VARCHAR"));
        var hive = files.IsHiveStyle ? $", hive_partitioning = true, hive_types = {{{types}}}" : ", hive_partitioning = false";
        return scan.Used.Contains(scan.PathColumn) ? $"{hive}, filename = true" : hive;
    }

    static string Compression(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".GZ" => "gzip",
        ".ZST" => "zstd",
        _ => "none",
    };

    static string Paths(IEnumerable<LakeFile> files) => string.Join(", ", files.Select(file => SqlText.Literal(file.Path)));

    static DuckSql List(IEnumerable<DuckSql> columns) => DuckSql.Join(", ", columns.DefaultIfEmpty("0 AS nothing"));
}
