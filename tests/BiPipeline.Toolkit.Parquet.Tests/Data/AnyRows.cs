using FsCheck;
using FsCheck.Fluent;

namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>FsCheck generators of schemas, rows of them, and options.</summary>
static class AnyRows
{
    const int MostDepth = 3;

    static readonly string[] Words = ["", "a", "b", "paid", "naïve ☕", "Ωmega", "日本", "🙂🙂", new('x', 70), new('é', 40), "\uffff", "\u007f\u0080"];

    internal static Arbitrary<WriteCase> Cases { get; } = Arb.From(
        from columns in Gen.Choose(1, 6)
        from types in Types(0).ListOf(columns)
        from rows in Gen.Frequency((1, Gen.Constant(0)), (4, Gen.Choose(1, 20)), (4, Gen.Choose(20, 400)))
        from values in RowsOf(types, rows)
        from groups in Gen.Choose(1, 3)
        from options in Options
        select new WriteCase(new([.. types.Select((type, i) => new ColumnSpec($"c{i}", type))], values), groups, options),
        Shrink);

    static Gen<ParquetOptions> Options { get; } =
        from codec in Gen.Elements(ParquetCodec.None, ParquetCodec.Snappy, ParquetCodec.Gzip)
        from pageRows in Gen.Elements(1, 3, 17, 100, 20_000)
        from pageBytes in Gen.Elements(1024, 4096, 1 << 20)
        from dictionary in Gen.Elements(0, 100, 1 << 20)
        from delta in Gen.Elements(true, false)
        from deltaDates in Gen.Elements(true, false)
        from statistics in Gen.Elements(8, 64)
        select new ParquetOptions
        {
            Codec = codec,
            PageRows = pageRows,
            PageBytes = pageBytes,
            DictionaryBytes = dictionary,
            DeltaIntegers = delta,
            DeltaDatesAndDecimals = deltaDates,
            StatisticsBytes = statistics,
        };

    internal static Gen<DataType> Types(int depth)
    {
        var primitive = Gen.OneOf(
            Gen.Elements(DataType.String, DataType.Boolean, DataType.Int, DataType.Bigint, DataType.Double, DataType.Date, DataType.Timestamp, DataType.Binary),
            from precision in Gen.Choose(1, 38) from scale in Gen.Choose(0, precision) select DataType.Decimal(precision, scale));
        return depth == MostDepth
            ? primitive
            : Gen.Frequency(
                (6, primitive),
                (1, Types(depth + 1).Select(DataType.Array)),
                (1, Types(depth + 1).Select(DataType.Map)),
                (1, from count in Gen.Choose(1, 3)
                    from fields in Types(depth + 1).ListOf(count)
                    select DataType.Struct([.. fields.Select((type, i) => new StructField($"f{i}", type))])));
    }

    static Gen<List<object?[]>> RowsOf(IReadOnlyList<DataType> types, int count) =>
        from columns in Gen.CollectToArray(types, type => ColumnOf(type, count))
        select Enumerable.Range(0, count).Select(row => columns.Select(column => column[row]).ToArray()).ToList();

    // Columns differ in the number of NULLs and distinct values, and some are sorted, which leads to different encodings.
    static Gen<object?[]> ColumnOf(DataType type, int count) =>
        from nulls in Gen.Elements(0, 0, 10, 50, 100)
        from few in Gen.Elements(true, false)
        from isSorted in Gen.Elements(true, false)
        from pool in ValuesOf(type).ArrayOf(few ? 4 : Math.Max(4, count))
        from picks in Gen.Choose(0, pool.Length - 1).ArrayOf(count)
        from chances in Gen.Choose(0, 99).ArrayOf(count)
        let order = isSorted && type is not (DataType.ArrayType or DataType.MapType or DataType.StructType or DataType.BinaryType or DataType.StringType) ? [.. pool.Order()] : pool
        let sorted = isSorted ? [.. picks.Order()] : picks
        select sorted.Select((pick, i) => chances[i] < nulls ? null : order[pick]).ToArray();

    static Gen<object?> ValuesOf(DataType type) => type switch
    {
        DataType.StringType => Gen.OneOf(Gen.Elements(Words), Gen.Choose(0, 1_000_000).Select(number => $"id-{number}")).Select(text => (object?)text),
        DataType.BooleanType => Gen.Elements<object?>(true, false),
        DataType.IntType => Gen.OneOf(Gen.Elements(int.MinValue, int.MaxValue, 0, -1), Gen.Choose(-100, 100)).Select(number => (object?)number),
        DataType.DateType => Gen.Choose(-719_162, 2_932_896).Select(number => (object?)number),
        DataType.BigintType => Gen.OneOf(Gen.Elements(long.MinValue, long.MaxValue, 0L, -1L), Gen.Choose(-100, 100).Select(number => (long)number)).Select(number => (object?)number),
        DataType.TimestampType => Gen.Choose(0, int.MaxValue).Select(number => (object?)(1_600_000_000_000L + number - (number % 7 * 3_000_000_000_000L))),
        DataType.DoubleType => Gen.OneOf(Gen.Elements(0d, -0d, double.MinValue, double.MaxValue, double.Epsilon, 0.1), Gen.Choose(-1000, 1000).Select(number => number / 8d)).Select(number => (object?)number),
        DataType.BinaryType => Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf().Resize(80).Select(bytes => (object?)bytes),
        DataType.DecimalType { Precision: var precision } => UnscaledOf(precision).Select(number => (object?)number),
        DataType.ArrayType array => ListOf(array.Element).Select(items => (object?)items.ToList()),
        DataType.MapType map => ListOf(map.Value).Select(items => (object?)items.Select((item, i) => ($"k{i}", item)).ToList()),
        DataType.StructType fields => Gen.CollectToArray(fields.Fields, field => OrNull(ValuesOf(field.Type))).Select(items => (object?)items),
        _ => throw new NotSupportedException(type.ToString()),
    };

    static Gen<object?[]> ListOf(DataType type) => Gen.Choose(0, 4).SelectMany(count => OrNull(ValuesOf(type)).ArrayOf(count));

    static Gen<object?> OrNull(Gen<object?> values) => Gen.Frequency((4, values), (1, Gen.Constant<object?>(null)));

    static Gen<Int128> UnscaledOf(int precision)
    {
        var largest = Enumerable.Repeat((Int128)10, precision).Aggregate((Int128)1, (product, ten) => product * ten) - 1;
        return Gen.OneOf(Gen.Elements(largest, -largest, 0, 1), Gen.Choose(-9, 9).Select(number => (Int128)number), Gen.Choose(0, int.MaxValue).Select(number => largest / (number + 1)));
    }

    static IEnumerable<WriteCase> Shrink(WriteCase original)
    {
        var (specs, values) = original.Rows;
        if (original.Groups > 1) { yield return original with { Groups = 1 }; }
        for (var i = 0; specs.Count > 1 && i < specs.Count; i++)
        {
            yield return original with { Rows = new([.. specs.Where((_, at) => at != i)], [.. values.Select(row => row.Where((_, at) => at != i).ToArray())]) };
        }
        for (var size = values.Count / 2; size > 0; size /= 2)
        {
            for (var start = 0; start < values.Count; start += size)
            {
                yield return original with { Rows = new(specs, [.. values.Take(start), .. values.Skip(start + size)]) };
            }
        }
    }
}
