using System.Collections.Concurrent;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.LocalAthena.DuckDb;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>The schemas of Parquet files, read once per file. A file with the same length and time is the same.</summary>
sealed class ParquetSchemas
{
    const int MaxEntries = 100_000;

    readonly ConcurrentDictionary<(string Path, long Length, long Ticks), ParquetNode> _schemas = [];

    internal IReadOnlyList<ParquetNode> Read(DuckDbConnection connection, IReadOnlyList<LakeFile> files)
    {
        var missing = files.Where(file => !_schemas.ContainsKey(Key(file))).ToArray();
        if (_schemas.Count + missing.Length > MaxEntries) { _schemas.Clear(); }
        foreach (var chunk in missing.Chunk(500)) { ReadChunk(connection, chunk); }
        return
        [
            .. files.Select(
                file => _schemas.TryGetValue(Key(file), out var schema) ? schema : throw Unreadable(file.Path, "it has no schema"))
        ];
    }

    void ReadChunk(DuckDbConnection connection, LakeFile[] files)
    {
        var byPath = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        Dictionary<string, List<Row>> rows = new(StringComparer.Ordinal);
        try
        {
            using var result = connection.Query(
                $"SELECT file_name, name, type, CAST(num_children AS BIGINT), converted_type, logical_type, CAST(scale AS BIGINT), "
                + "CAST(precision AS BIGINT), repetition_type FROM "
                + $"parquet_schema([{string.Join(", ", files.Select(file => SqlText.Literal(file.Path)))}])");
            while (result.Next())
            {
                var columns = Enumerable.Range(0, result.ColumnCount).Select(result.Column).ToArray();
                for (var row = 0; row < result.RowCount; row++)
                {
                    var path = columns[0].Text(row);
                    if (!rows.TryGetValue(path, out var list)) { rows.Add(path, list = []); }
                    list.Add(
                        new(
                            columns[1].Text(row),
                            Text(columns[2], row),
                            // Only groups have children; DuckDB's number for a column is not always 0.
                            columns[2].IsNull(row) ? Number(columns[3], row) : 0,
                            Text(columns[4], row),
                            Text(columns[5], row),
                            Number(columns[6], row),
                            Number(columns[7], row),
                            Text(columns[8], row) == "REPEATED"));
                }
            }
        }
        catch (DuckDbException exception) when (exception.Kind is not DuckDBErrorType.Interrupt)
        {
            throw new LocalAthenaQueryException(
                FailureCode.HiveCannotOpenSplit,
                $"Error opening Hive split: {exception.Message.ReplaceLineEndings(" ")}");
        }
        foreach (var (path, list) in rows)
        {
            var index = 0;
            _schemas[Key(byPath[path])] = Build(list, ref index);
        }
    }

    // The file lists its schema depth first, and each node has its number of children.
    static ParquetNode Build(List<Row> rows, ref int index)
    {
        var row = rows[index++];
        var children = new ParquetNode[row.Children];
        for (var i = 0; i < children.Length; i++) { children[i] = Build(rows, ref index); }
        return new(row.Name, row.Type, row.Logical, row.Converted, row.Precision, row.Scale, row.Repeated, children);
    }

    static (string, long, long) Key(LakeFile file) => (file.Path, file.Length, file.ModifiedTicks);

    static string? Text(DuckDbVector column, int row) => column.IsNull(row) ? null : column.Text(row);

    static int Number(DuckDbVector column, int row) => column.IsNull(row) ? 0 : (int)column.Read<long>(row);

    static LocalAthenaQueryException Unreadable(string path, string problem) =>
        new(FailureCode.HiveBadData, $"{path} is not a valid Parquet File: {problem}");

    sealed record Row(string Name, string? Type, int Children, string? Converted, string? Logical, int Scale, int Precision, bool Repeated);
}
