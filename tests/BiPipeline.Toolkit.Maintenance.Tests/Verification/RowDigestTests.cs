using System.IO.Hashing;
using System.Text;
using BiPipeline.Toolkit.Parquet.Tests;

namespace BiPipeline.Toolkit.Maintenance.Tests.Verification;

/// <summary>The canonical form of rows, written here a second time from plain objects.</summary>
public sealed class RowDigestTests
{
    static readonly IReadOnlyList<ColumnSpec> Specs =
    [
        new("s", DataType.String), new("b", DataType.Binary), new("f", DataType.Boolean), new("i", DataType.Int), new("d", DataType.Date),
        new("l", DataType.Bigint), new("t", DataType.Timestamp), new("x", DataType.Double), new("n", DataType.Decimal(12, 2)), new("w", DataType.Decimal(38, 10)),
        new("a", DataType.Parse("array<array<int>>")), new("m", DataType.Parse("map<string,struct<p:string,q:double>>")), new("r", DataType.Parse("struct<p:array<string>,q:int>")),
    ];

    [Fact]
    public void Of_RowsOfEveryType_IsTheHashOfTheDocumentedBytes()
    {
        var random = new Random(20261129);
        var rows = new Rows(Specs, [.. Enumerable.Range(0, 300).Select(_ => Specs.Select(spec => Any(spec.Type, random)).ToArray())]);
        var batch = rows.ToBatch();
        var digest = new RowDigest();

        for (var row = 0; row < rows.Values.Count; row++)
        {
            var values = rows.Values[row];
            digest.Of(batch, row).ShouldBe(Documented([.. Specs.Select((spec, i) => (spec.Type, values[i]))]), $"row {row}");
            digest.Of([batch.Columns[7], batch.Columns[0]], row).ShouldBe(Documented((Specs[7].Type, values[7]), (Specs[0].Type, values[0])), $"row {row}");
        }
    }

    [Fact]
    public void Of_ValuesThatAreAlmostEqual_Differ()
    {
        static List<object?> List(params object?[] items) => [.. items];
        Differ(DataType.String, null, "", "\0", "0", "a", "a\0", "A", "é", "e\u0301");
        Differ(DataType.Binary, null, Array.Empty<byte>(), new byte[] { 0 }, new byte[] { 0, 0 });
        Differ(DataType.Boolean, null, false, true);
        Differ(DataType.Int, null, 0, 1, -1, int.MinValue);
        Differ(DataType.Double, null, 0d, -0d, double.Epsilon, 1d, double.NaN, BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(double.NaN) ^ 1));
        Differ(DataType.Decimal(38, 0), null, Int128.Zero, Int128.One, (Int128)ulong.MaxValue + 1, -Int128.One);
        Differ(DataType.Parse("array<int>"), null, List(), List([null]), List(0), List(null, null), List(0, null));
        Differ(DataType.Parse("array<array<int>>"), null, List(List(), List(1)), List(List(1), List()), List(List(1)), List(List(), null), List(null, List()));
        Differ(DataType.Parse("array<string>"), List("ab", "c"), List("a", "bc"), List("abc"), List("ab", "c", ""));
        Differ(DataType.Parse("struct<p:string,q:string>"), null, new object?[] { null, null }, new object?[] { "", null }, new object?[] { null, "" }, new object?[] { "a", "b" }, new object?[] { "b", "a" });
        Differ(
            DataType.Parse("map<string,string>"),
            null,
            new List<(string, object?)>(),
            new List<(string, object?)> { ("a", null) },
            new List<(string, object?)> { ("a", "b") },
            new List<(string, object?)> { ("a", "b"), ("c", "d") },
            new List<(string, object?)> { ("c", "d"), ("a", "b") });
    }

    [Fact]
    public void Of_NullsAcrossColumns_AreNotTheSame()
    {
        var rows = new Rows([new("a", DataType.String), new("b", DataType.String)], [["x", null], [null, "x"]]);
        var batch = rows.ToBatch();
        var digest = new RowDigest();

        digest.Of(batch, 0).ShouldNotBe(digest.Of(batch, 1));
    }

    static void Differ(DataType type, params object?[] values)
    {
        var batch = new Rows([new("c", type)], [.. values.Select(value => new[] { value })]).ToBatch();
        var digest = new RowDigest();
        Enumerable.Range(0, values.Length).Select(row => digest.Of(batch, row)).Distinct().Count().ShouldBe(values.Length, type.ToString());
    }

    static object? Any(DataType type, Random random) => random.Next(5) == 0 ? null : type switch
    {
        DataType.StringType => new string('ж', random.Next(4)) + random.Next(100),
        DataType.BinaryType => Bytes(random),
        DataType.BooleanType => random.Next(2) == 1,
        DataType.IntType or DataType.DateType => random.Next(int.MinValue, int.MaxValue),
        DataType.BigintType or DataType.TimestampType => random.NextInt64(long.MinValue, long.MaxValue),
        DataType.DoubleType => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
        DataType.DecimalType { Precision: <= 18 } => (Int128)random.NextInt64(-999_999_999_999, 999_999_999_999),
        DataType.DecimalType => (Int128)random.NextInt64() * random.NextInt64() * (random.Next(2) == 0 ? -1 : 1),
        DataType.ArrayType array => Enumerable.Range(0, random.Next(4)).Select(_ => Any(array.Element, random)).ToList(),
        DataType.MapType map => Enumerable.Range(0, random.Next(4)).Select(i => ($"k{i}", Any(map.Value, random))).ToList(),
        DataType.StructType fields => fields.Fields.Select(field => Any(field.Type, random)).ToArray(),
        _ => throw new NotSupportedException(type.ToString()),
    };

    static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(5)];
        random.NextBytes(bytes);
        return bytes;
    }

    static UInt128 Documented(params IReadOnlyList<(DataType Type, object? Value)> values)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (var (type, value) in values) { Write(writer, type, value); }
        return XxHash128.HashToUInt128(stream.ToArray());
    }

    static void Write(BinaryWriter writer, DataType type, object? value)
    {
        writer.Write((byte)(value is null ? 0 : 1));
        switch (value)
        {
            case null: break;
            case string text: Write(writer, Encoding.UTF8.GetBytes(text)); break;
            case byte[] bytes: Write(writer, bytes); break;
            case bool flag: writer.Write(flag); break;
            case int number: writer.Write(number); break;
            case long number: writer.Write(number); break;
            case double number: writer.Write(BitConverter.DoubleToInt64Bits(number)); break;
            case Int128 number:
                writer.Write((ulong)(number & ulong.MaxValue));
                if (type is DataType.DecimalType { Precision: > 18 }) { writer.Write((long)(number >> 64)); }
                break;
            case List<object?> list:
                writer.Write(list.Count);
                list.ForEach(item => Write(writer, ((DataType.ArrayType)type).Element, item));
                break;
            case List<(string, object?)> map:
                writer.Write(map.Count);
                foreach (var (key, item) in map)
                {
                    Write(writer, DataType.String, key);
                    Write(writer, ((DataType.MapType)type).Value, item);
                }
                break;
            case object?[] fields:
                for (var i = 0; i < fields.Length; i++) { Write(writer, ((DataType.StructType)type).Fields[i].Type, fields[i]); }
                break;
            default: throw new NotSupportedException(value.GetType().Name);
        }
    }

    static void Write(BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }
}
