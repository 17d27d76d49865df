using System.Text;
using BiPipeline.Toolkit.Parquet.Kernels;

namespace BiPipeline.Toolkit.Parquet.Tests;

public sealed class EncodingChoiceTests
{
    const int Count = 20_000;

    [Fact]
    public void Text_FewValues_IsADictionary() => Of(DataType.String, i => $"status-{i % 7}").ShouldBe(PageEncoding.RleDictionary);

    [Fact]
    public void Text_OneValue_IsADictionary() => Of(DataType.String, _ => "same").ShouldBe(PageEncoding.RleDictionary);

    [Fact]
    public void Text_AllDistinct_IsPlain() => Of(DataType.String, i => $"id-{i}").ShouldBe(PageEncoding.Plain);

    [Fact]
    public void Text_LargeDictionary_IsPlain() =>
        Of(DataType.String, i => new string((char)('a' + (i % 26)), 1_000), new ParquetOptions { DictionaryBytes = 20_000 }).ShouldBe(PageEncoding.Plain);

    // A dictionary of two short values saves less than its page costs.
    [Fact]
    public void Text_TwoRows_IsPlain() => Of(DataType.String, _ => "x", count: 2).ShouldBe(PageEncoding.Plain);

    [Fact]
    public void Integer_Ascending_IsDelta() => Of(DataType.Bigint, i => 1_000_000L + (i * 17)).ShouldBe(PageEncoding.DeltaBinaryPacked);

    [Fact]
    public void Timestamp_NearlyAscending_IsDelta() => Of(DataType.Timestamp, i => 1_700_000_000_000L + (i * 1_000L) + (i * 7919 % 5_000)).ShouldBe(PageEncoding.DeltaBinaryPacked);

    [Fact]
    public void Decimal_SmallNumbers_AreDelta() => Of(DataType.Decimal(12, 2), i => (Int128)((i * 7919L) % 200_003)).ShouldBe(PageEncoding.DeltaBinaryPacked);

    [Fact]
    public void Integer_OneValue_IsADictionary() => Of(DataType.Int, _ => 1).ShouldBe(PageEncoding.RleDictionary);

    [Fact]
    public void Integer_FewValues_IsADictionary() => Of(DataType.Int, i => i * 7919 % 11 * 1_000_000).ShouldBe(PageEncoding.RleDictionary);

    [Fact]
    public void Integer_AllBits_IsPlain()
    {
        var random = new Random(1);
        Of(DataType.Bigint, _ => random.NextInt64(long.MinValue, long.MaxValue)).ShouldBe(PageEncoding.Plain);
    }

    [Fact]
    public void Integer_DeltaOff_IsPlain() => Of(DataType.Bigint, i => (long)i, new ParquetOptions { DeltaIntegers = false }).ShouldBe(PageEncoding.Plain);

    [Theory]
    [InlineData("int", true)]
    [InlineData("bigint", true)]
    [InlineData("date", false)]
    [InlineData("timestamp", false)]
    [InlineData("decimal(9,0)", false)]
    [InlineData("decimal(18,0)", false)]
    public void Integer_DeltaOffForOthers_IsDeltaWhereItIsPlain(string type, bool isDelta)
    {
        var parsed = DataType.Parse(type);
        object Number(int i) => parsed is DataType.IntType or DataType.DateType ? i : (object)(long)i;

        Of(parsed, i => Number(i)).ShouldBe(PageEncoding.DeltaBinaryPacked);
        Of(parsed, i => Number(i), new() { DeltaDatesAndDecimals = false }).ShouldBe(isDelta ? PageEncoding.DeltaBinaryPacked : PageEncoding.Plain);
        Of(parsed, i => Number(i), new() { DeltaIntegers = false }).ShouldBe(isDelta ? PageEncoding.Plain : PageEncoding.DeltaBinaryPacked);
    }

    [Fact]
    public void Double_FewValues_IsADictionary() => Of(DataType.Double, i => i % 100 / 8.0).ShouldBe(PageEncoding.RleDictionary);

    [Fact]
    public void AnyType_DictionariesOff_HaveNone() => Of(DataType.Double, _ => 1.5, new ParquetOptions { DictionaryBytes = 0 }).ShouldBe(PageEncoding.Plain);

    [Fact]
    public void LongDecimal_FewValues_IsADictionary() => Of(DataType.Decimal(38, 0), i => (Int128)(i % 5)).ShouldBe(PageEncoding.RleDictionary);

    [Fact]
    public void OnlyNulls_IsPlain() => Of(DataType.String, _ => null, count: 100).ShouldBe(PageEncoding.Plain);

    // Values that share the first slot: probing ends early, and the file is still written.
    [Fact]
    public void CollidingValues_ArePlain()
    {
        var colliding = new List<long>();
        for (var value = 0L; colliding.Count < 2_000; value++)
        {
            if ((BytesKey.Hash((ulong)value) & 0x1fff) == 0) { colliding.Add(value); }
        }

        Of(DataType.Bigint, i => colliding[i % colliding.Count], new ParquetOptions { DeltaIntegers = false }).ShouldBe(PageEncoding.Plain);
    }

    // The table grows several times for these.
    [Fact]
    public void Dictionary_ManyEntries_IndexesEachValue()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, Count).Select(_ => (long)random.Next(5_000)).ToArray();
        var texts = values.Select(value => Encoding.UTF8.GetBytes($"a text of more than sixteen bytes {value}")).ToArray();
        var offsets = new int[Count + 1];
        for (var i = 0; i < Count; i++) { offsets[i + 1] = offsets[i] + texts[i].Length; }
        byte[] data = [.. texts.SelectMany(text => text)];
        var limit = new DictionaryLimit(EntryBytes: 1 << 20, TotalBytes: 1 << 20, Count);
        var (numbers, strings) = (new FixedDictionary<long>(new()), new BytesDictionary(new()));

        numbers.TryBuild(values, sizeof(long), limit).ShouldBeTrue();
        strings.TryBuild(data, offsets, limit).ShouldBeTrue();

        numbers.Entries.Length.ShouldBe(values.Distinct().Count());
        strings.Count.ShouldBe(numbers.Entries.Length);
        for (var i = 0; i < Count; i++)
        {
            numbers.Entries[numbers.Indices(i, i + 1)[0]].ShouldBe(values[i]);
            data[strings[strings.Indices(i, i + 1)[0]]].ShouldBe(texts[i]);
        }
    }

    static PageEncoding Of(DataType type, Func<int, object?> value, ParquetOptions? options = null, int count = Count)
    {
        var column = Column.Create(type);
        for (var i = 0; i < count; i++) { Rows.Append(column, value(i)); }
        var leaf = new ParquetSchema([new("c", type)]).Leaves.Single();
        var indexBuffer = new IndexBuffer();
        LeafValues values = leaf.Physical switch
        {
            PhysicalType.Int32 => new Int32Values(indexBuffer),
            PhysicalType.Int64 => new Int64Values(indexBuffer),
            PhysicalType.Double => new DoubleValues(indexBuffer),
            PhysicalType.ByteArray => new BytesValues(indexBuffer),
            _ => new Int128Values(indexBuffer),
        };
        values.Load(leaf, column, count);
        values.Choose(leaf, options ?? new ParquetOptions());
        return values.Encoding;
    }
}
