namespace BiPipeline.Toolkit.Parquet.Tests;

[Collection(nameof(ConformanceCollection))]
public sealed class SchemaTests(NodeReaders readers) : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [RequiresFact(Need.NodeReaders)]
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

        var schema = readers.Sql($"SELECT name, type, type_length, repetition_type, num_children, converted_type, scale, precision, logical_type FROM parquet_schema('{file}')");

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
        readers.Sql($"SELECT created_by, num_rows, format_version FROM parquet_file_metadata('{file}')").ShouldBe([["bipipeline-toolkit version 0.1.0", "0", "1"]]);
    }

    [RequiresFact(Need.NodeReaders)]
    public void FileWithoutRows_ReadsAsNoRows()
    {
        var file = _directory.Combine("t.parquet");
        File.WriteAllBytes(file, ParquetFile.Of(new(), new ColumnBatch(Orders.Specs)));

        foreach (var reader in NodeReaders.All) { readers.Rows(reader, file, Orders.Specs).ShouldBeEmpty(); }
    }

    [RequiresFact(Need.NodeReaders)]
    [Trait("Category", "Slow")]
    public void Orders_SeveralPagesAndGroups_ReadBack()
    {
        var random = new Random(42);
        var rows = Orders.Table(random, 0, 60_000);
        var file = _directory.Combine("t.parquet");
        File.WriteAllBytes(file, ParquetFile.Of(new(), rows.ToBatch(0, 45_000), rows.ToBatch(45_000, 15_000)));
        var expected = Canonical.Of(rows).ToJsonString();

        foreach (var reader in NodeReaders.All) { (readers.Rows(reader, file, rows.Specs).ToJsonString() == expected).ShouldBeTrue(reader); }
    }
}
