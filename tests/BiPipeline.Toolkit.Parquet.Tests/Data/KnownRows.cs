namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>Rows for every reader.</summary>
static class KnownRows
{
    /// <summary>Each type with its extremes, NULLs on every level, and empty lists and maps.</summary>
    internal static Rows EveryType { get; } = new(
        [
            new("s", DataType.String), new("b", DataType.Boolean), new("i", DataType.Int), new("l", DataType.Bigint), new("d", DataType.Double),
            new("dt", DataType.Date), new("ts", DataType.Timestamp), new("bin", DataType.Binary),
            new("d9", DataType.Decimal(9, 2)), new("d18", DataType.Decimal(18, 4)), new("d38", DataType.Decimal(38, 10)),
            new("a", DataType.Array(DataType.Int)), new("m", DataType.Map(DataType.Double)),
            new("st", DataType.Parse("struct<x:int,y:array<struct<z:string,w:map<string,array<bigint>>>>>")),
        ],
        [
            [
                "naïve ☕", true, int.MinValue, long.MaxValue, -0.0, 19_000, 1_700_000_000_123L, new byte[] { 0, 255 },
                (Int128)(-999_999_999), (Int128)999_999_999_999_999_999, Int128.Parse("-99999999999999999999999999999999999999", CultureInfo.InvariantCulture),
                new List<object?> { 1, null, 3 }, new List<(string, object?)> { ("a", 1.5), ("b", null) },
                new object?[] { 7, new List<object?> { new object?[] { "q", new List<(string, object?)> { ("k", new List<object?> { 1L, null }), ("n", null) } }, null } },
            ],
            [null, null, null, null, null, null, null, null, null, null, null, null, null, null],
            [
                "", false, 0, 0L, double.MaxValue, -1, -1L, System.Array.Empty<byte>(),
                (Int128)0, (Int128)(-1), (Int128)12, new List<object?>(), new List<(string, object?)>(), new object?[] { null, new List<object?>() },
            ],
            [
                "zz", true, int.MaxValue, long.MinValue, double.Epsilon, 0, 0L, new byte[] { 1 },
                (Int128)5, (Int128)5, (Int128)(-5), new List<object?> { null }, new List<(string, object?)> { ("", 0.1) },
                new object?[] { 1, new List<object?> { new object?[] { null, null }, new object?[] { "r", new List<(string, object?)>() } } },
            ],
        ]);

    /// <summary>As many levels as DynamoDB has, each a list, a map or a struct.</summary>
    internal static Rows DeepestNesting()
    {
        var type = DataType.String;
        object? value = "deep";
        for (var depth = 1; depth < DataType.MaxDepth; depth++)
        {
            (type, value) = (depth % 3) switch
            {
                0 => (DataType.Array(type), new List<object?> { value, null, value }),
                1 => (DataType.Map(type), new List<(string, object?)> { ("k", value) }),
                _ => (DataType.Struct(new StructField("f", type)), (object)new[] { value }),
            };
            if (depth > 12 && value is List<object?> list) { list.RemoveRange(1, 2); }
        }

        return new([new("n", type)], [[value], [null], [value]]);
    }
}
