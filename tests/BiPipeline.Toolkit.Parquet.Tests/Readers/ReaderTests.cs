using FsCheck;
using FsCheck.Fluent;

namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>
/// Compares files read by DuckDB, Arrow and Parquet.Net with the rows of the tests. Parquet.Net reads files without delta encoding of dates and
/// decimals.
/// </summary>
public sealed class ReaderTests : IDisposable
{
    static readonly ParquetOptions ForParquetNet = new() { DeltaDatesAndDecimals = false };

    readonly TemporaryDirectory _directory = new();
    readonly DuckDb _duckDb = new();
    int _files;

    public void Dispose()
    {
        _duckDb.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("none")]
    [InlineData("snappy")]
    [InlineData("gzip")]
    public void EveryType_OfEachCodec_ReadsBack(string codec) =>
        ShouldReadBack(new(KnownRows.EveryType, 2, ForParquetNet with { Codec = ParquetCodec.Parse(codec) }));

    [Fact]
    public void DeepestNesting_ReadsBack() => ShouldReadBack(new(KnownRows.DeepestNesting(), 1, ForParquetNet));

    [Fact]
    public void FileWithoutRows_ReadsAsNoRows() => ShouldReadBack(new(new(Orders.Specs, []), 1, ForParquetNet));

    [Fact]
    [Trait("Category", "Slow")]
    public void Orders_SeveralPagesAndGroups_ReadBack() => ShouldReadBack(new(Orders.Table(new Random(42), 0, 24_000), 3, ForParquetNet with { PageRows = 5_000 }));

    [Fact]
    [Trait("Category", "Slow")]
    public void AnySchemaAndRows_ReadBack() =>
        Prop.ForAll(AnyRows.Cases, ShouldReadBack).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20261128UL, 1UL));

    [Fact]
    [Trait("Category", "Slow")]
    public void AnySchemaAndRows_WithoutDeltaOfDates_ReadBackInParquetNet() =>
        Prop.ForAll(AnyRows.Cases, write => ShouldReadBack(write with { Options = write.Options with { DeltaDatesAndDecimals = false } }))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20261128UL, 3UL));

    // When this fails, Parquet.Net reads the default files, and docs/decisions/0014 has lost its reason.
    [Theory]
    [InlineData("date")]
    [InlineData("timestamp")]
    [InlineData("decimal(9,2)")]
    [InlineData("decimal(18,4)")]
    public async Task ParquetNet_DeltaOfDatesAndDecimals_Fails(string type)
    {
        var rows = new Rows([new("c", DataType.Parse(type))], [.. Enumerable.Range(0, 1_000).Select(i => new[] { Number(DataType.Parse(type), i * 719) })]);
        var file = Save(ParquetFile.Of(new(), rows.ToBatch()));

        (await Should.ThrowAsync<NotSupportedException>(() => ParquetNet.LeavesAsync(file, 0))).Message.ShouldContain("DELTA_BINARY_PACKED");
        (await ParquetNet.LeavesAsync(Save(ParquetFile.Of(new(ForParquetNet), rows.ToBatch())), 0)).ShouldBe(ParquetNet.Expected(rows));
    }

    [Theory]
    [InlineData("int")]
    [InlineData("bigint")]
    public async Task ParquetNet_DeltaOfIntegers_ReadsBack(string type)
    {
        var rows = new Rows([new("c", DataType.Parse(type))], [.. Enumerable.Range(0, 1_000).Select(i => new[] { i % 9 == 0 ? null : Number(DataType.Parse(type), i * 719) })]);

        (await ParquetNet.LeavesAsync(Save(ParquetFile.Of(new(ForParquetNet), rows.ToBatch())), 0)).ShouldBe(ParquetNet.Expected(rows));
        ParquetFile.Of(new(ForParquetNet), rows.ToBatch()).Length.ShouldBeLessThan(ParquetFile.Of(new(ForParquetNet with { DeltaIntegers = false }), rows.ToBatch()).Length);
    }

    // Otherwise the checksums that Arrow compares would prove nothing.
    [Fact]
    public void Arrow_BitOfAPageFlipped_Fails()
    {
        var file = ParquetFile.Of(new(new ParquetOptions { Codec = ParquetCodec.None }), new Rows([new("t", DataType.String)], [["abcdefghij"], ["klmnopqrst"]]).ToBatch());
        file[file.AsSpan().IndexOf("cde"u8)] ^= 1;

        Should.Throw<Exception>(() => Arrow.Rows(Save(file))).Message.ShouldContain("CRC");
    }

    static object Number(DataType type, int number) => type switch
    {
        DataType.DecimalType => (object)(Int128)number,
        DataType.TimestampType or DataType.BigintType => (long)number,
        _ => number,
    };

    void ShouldReadBack(WriteCase write)
    {
        var file = Save(write.Write());
        var expected = Canonical.Of(write.Rows).ToJsonString();
        _duckDb.Rows(file, write.Rows.Specs).ToJsonString().ShouldBe(expected, "DuckDB");
        Arrow.Rows(file).ToJsonString().ShouldBe(expected, "Arrow");
        if (write.Options.DeltaDatesAndDecimals) { return; }
        var groups = write.RowsOfGroups();
        for (var group = 0; group < groups.Count; group++)
        {
            ParquetNet.LeavesAsync(file, group).GetAwaiter().GetResult().ShouldBe(ParquetNet.Expected(groups[group]), "Parquet.Net");
        }
    }

    // Each with its own name, because DuckDB caches files by name and time.
    string Save(byte[] bytes)
    {
        var file = _directory.Combine(string.Create(CultureInfo.InvariantCulture, $"{_files++}.parquet"));
        File.WriteAllBytes(file, bytes);
        return file;
    }
}
