using System.IO.Compression;

namespace BiPipeline.Toolkit.Parquet.Tests;

public sealed class CodecTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(300_000)]
    public void Snappy_PageOfSeveralBlocks_MatchesAnotherImplementation(int length)
    {
        var page = Page(length);
        var output = new ArrayBufferWriter<byte>();

        ParquetCodec.Snappy.Compress(page, output);

        output.WrittenSpan.SequenceEqual(IronSnappy.Snappy.Encode(page)).ShouldBeTrue();
        IronSnappy.Snappy.Decode(output.WrittenSpan).ShouldBe(page);
    }

    [Fact]
    public void Gzip_Page_IsOneMember()
    {
        var page = Page(100_000);
        var output = new ArrayBufferWriter<byte>();

        ParquetCodec.Gzip.Compress(page, output);

        using var gzip = new GZipStream(new MemoryStream(output.WrittenSpan.ToArray()), CompressionMode.Decompress);
        using var result = new MemoryStream();
        gzip.CopyTo(result);
        result.ToArray().ShouldBe(page);
    }

    [Theory]
    [InlineData("snappy", 1)]
    [InlineData("gzip", 2)]
    [InlineData("none", 0)]
    public void Parse_Name_ReturnsTheBuiltInCodec(string name, int id)
    {
        var codec = ParquetCodec.Parse(name);

        (codec.Name, codec.Id, codec.ToString()).ShouldBe((name, id, name));
    }

    [Fact]
    public void Parse_UnknownName_ListsTheKnownOnes() =>
        Should.Throw<ArgumentException>(() => ParquetCodec.Parse("lzo")).Message.ShouldStartWith("Codec 'lzo' does not exist; expected snappy, gzip or none.");

    static byte[] Page(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * i / 1000))];
}
