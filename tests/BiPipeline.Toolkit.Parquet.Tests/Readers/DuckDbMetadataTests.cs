namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>Checks the footers that DuckDB reads.</summary>
public sealed class DuckDbMetadataTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();
    readonly DuckDb _duckDb = new();

    public void Dispose()
    {
        _duckDb.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void EveryType_HasThePhysicalAndLogicalTypeThatAthenaReads()
    {
        var file = _directory.Combine("t.parquet");
        IReadOnlyList<ColumnSpec> specs =
        [
            new("s", DataType.String), new("b", DataType.Boolean), new("i", DataType.Int), new("l", DataType.Bigint), new("d", DataType.Double), new("dt", DataType.Date),
            new("ts", DataType.Timestamp), new("bin", DataType.Binary), new("d9", DataType.Decimal(9, 2)), new("d10", DataType.Decimal(10, 0)), new("d18", DataType.Decimal(18, 18)),
            new("d19", DataType.Decimal(19, 1)), new("d38", DataType.Decimal(38, 38)), new("a", DataType.Array(DataType.Int)), new("m", DataType.Map(DataType.Double)), new("st", DataType.Parse("struct<x:int,y:string>")),
        ];
        File.WriteAllBytes(file, ParquetFile.Of(new(), new ColumnBatch(specs)));

        var schema = _duckDb.Sql($"SELECT name, type, type_length, repetition_type, num_children, converted_type, scale, precision, logical_type FROM parquet_schema('{file}')");

        schema.Select(element => string.Join(' ', element.Select(value => value ?? "-"))).ShouldBe([
            "schema - - - 16 - - - -",
            "s BYTE_ARRAY - OPTIONAL - UTF8 - - StringType()",
            "b BOOLEAN - OPTIONAL - - - - -",
            "i INT32 - OPTIONAL - - - - -",
            "l INT64 - OPTIONAL - - - - -",
            "d DOUBLE - OPTIONAL - - - - -",
            "dt INT32 - OPTIONAL - DATE - - DateType()",
            "ts INT64 - OPTIONAL - TIMESTAMP_MILLIS - - TimestampType(isAdjustedToUTC=1, unit=TimeUnit(MILLIS=MilliSeconds(), MICROS=<null>, NANOS=<null>))",
            "bin BYTE_ARRAY - OPTIONAL - - - - -",
            "d9 INT32 - OPTIONAL - DECIMAL 2 9 DecimalType(scale=2, precision=9)",
            "d10 INT64 - OPTIONAL - DECIMAL 0 10 DecimalType(scale=0, precision=10)",
            "d18 INT64 - OPTIONAL - DECIMAL 18 18 DecimalType(scale=18, precision=18)",
            "d19 FIXED_LEN_BYTE_ARRAY 9 OPTIONAL - DECIMAL 1 19 DecimalType(scale=1, precision=19)",
            "d38 FIXED_LEN_BYTE_ARRAY 16 OPTIONAL - DECIMAL 38 38 DecimalType(scale=38, precision=38)",
            "a - - OPTIONAL 1 LIST - - ListType()",
            "list - - REPEATED 1 - - - -",
            "element INT32 - OPTIONAL - - - - -",
            "m - - OPTIONAL 1 MAP - - MapType()",
            "key_value - - REPEATED 2 - - - -",
            "key BYTE_ARRAY - REQUIRED - UTF8 - - StringType()",
            "value DOUBLE - OPTIONAL - - - - -",
            "st - - OPTIONAL 2 - - - -",
            "x INT32 - OPTIONAL - - - - -",
            "y BYTE_ARRAY - OPTIONAL - UTF8 - - StringType()",
        ]);
        _duckDb.Sql($"SELECT created_by, num_rows, format_version FROM parquet_file_metadata('{file}')").ShouldBe([["bipipeline-toolkit version 0.1.0", "0", "1"]]);
    }

    // DuckDB decodes the bounds and compares them with the values.
    [Fact]
    [Trait("Category", "Slow")]
    public void Orders_Bounds_MatchDuckDbs()
    {
        var file = _directory.Combine("t.parquet");
        File.WriteAllBytes(file, ParquetFile.Of(new(new ParquetOptions { StatisticsBytes = 1_024 }), [.. Orders.Batches(3, 4_000)]));

        foreach (var column in Orders.Specs.Where(spec => spec.Type is not (DataType.ArrayType or DataType.MapType or DataType.StructType)))
        {
            var rows = _duckDb.Sql($"""
                WITH m AS (
                    SELECT row_group_id AS g, row_group_num_rows AS n, stats_min_value AS least, stats_max_value AS largest, stats_null_count AS nulls,
                        min_is_exact AND max_is_exact AS exact, sum(row_group_num_rows) OVER (ORDER BY row_group_id) - row_group_num_rows AS first
                    FROM parquet_metadata('{file}') WHERE path_in_schema = '{column.Name}'),
                d AS (SELECT file_row_number AS row, "{column.Name}" AS v FROM read_parquet('{file}', file_row_number = true))
                SELECT g, any_value(least), min(v)::VARCHAR, any_value(largest), max(v)::VARCHAR, any_value(nulls), count(*) - count(v), any_value(exact)
                FROM m JOIN d ON d.row >= m.first AND d.row < m.first + m.n GROUP BY g ORDER BY g
                """);
            rows.Length.ShouldBe(3);
            foreach (var row in rows)
            {
                // A minimum of zero allows both signs.
                (row[1] == "-0.0" ? "0.0" : row[1]).ShouldBe(row[2], column.Name);
                row[3].ShouldBe(row[4], column.Name);
                row[5].ShouldBe(row[6], column.Name);
                row[7].ShouldBe(row[2] is null ? null : "true", column.Name);
            }
        }
    }
}
