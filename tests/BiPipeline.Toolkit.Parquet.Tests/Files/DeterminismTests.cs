using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;

namespace BiPipeline.Toolkit.Parquet.Tests;

public sealed class DeterminismTests
{
    // Different bytes need another ParquetFormat.Revision, because object names promise the bytes.
    [Theory]
    [InlineData("none", "f397e20b481cf9fbcbb81c3b49aa1433d9ae9c83b2416a61e7c7ff65ce48dd59")]
    [InlineData("snappy", "69c30daf315fd15dc19d204849b9e90c2046541d9783417e61cf390a494afbcc")]
    public void Orders_Bytes_AreThePinnedOnes(string codec, string sha256) =>
        Hash(ParquetFile.Of(new(new ParquetOptions { Codec = ParquetCodec.Parse(codec) }), [.. Orders.Batches(2, 25_000)])).ShouldBe(sha256);

    [Fact]
    public void SameRows_WithUsedBuffers_GiveTheSameBytes()
    {
        var format = new ParquetFormat();
        var first = ParquetFile.Of(format, [.. Orders.Batches(1, 5_000)]);

        // Other columns and sizes in between change the pooled buffers.
        ParquetFile.Of(format, new Rows([new("x", DataType.Parse("array<array<string>>"))], [[new List<object?> { new List<object?> { "a" } }]]).ToBatch());
        ParquetFile.Of(format, [.. Orders.Batches(1, 20_000)]);

        ParquetFile.Of(format, [.. Orders.Batches(1, 5_000)]).ShouldBe(first);
    }

    [Fact]
    public void SameRows_FromSeveralThreads_GiveTheSameBytes()
    {
        var format = new ParquetFormat();
        var expected = ParquetFile.Of(format, [.. Orders.Batches(2, 2_000)]);

        Parallel.For(0, 16, new() { MaxDegreeOfParallelism = 4 }, _ => ParquetFile.Of(format, [.. Orders.Batches(2, 2_000)]).SequenceEqual(expected).ShouldBeTrue());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(64)]
    public void SameRows_EncodedOnSeveralThreads_GiveTheSameBytes(int threads)
    {
        var batches = Orders.Batches(2, 25_000);
        var expected = ParquetFile.Of(new(), [.. batches]);
        var format = new ParquetFormat().WithThreads(threads);

        for (var i = 0; i < 3; i++) { ParquetFile.Of(format, [.. batches]).SequenceEqual(expected).ShouldBeTrue(); }
    }

    // Dictionaries, pages, bounds and indexes move from the place of their column's encoding to their place in the file.
    [Fact]
    public void AnySchemaAndRows_EncodedOnSeveralThreads_GiveTheSameBytes() =>
        Prop.ForAll(AnyRows.Cases, write => write.Write(threads: 3).SequenceEqual(write.Write()))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(TestVolume.Of(usual: 40, full: 100)).WithReplay(20261126UL, 1UL));

    // A processor with narrower vectors, or none, writes the same bytes. Not gzip, whose bytes are the runtime's.
    [Fact]
    public void AnySchemaAndRows_Bytes_AreThePinnedOnes()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Prop.ForAll(AnyRows.Cases, write => hash.AppendData((write with { Options = write.Options with { Codec = write.Options.Codec == ParquetCodec.Gzip ? ParquetCodec.None : write.Options.Codec } }).Write()))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(20261129UL, 1UL));

        Convert.ToHexStringLower(hash.GetHashAndReset()).ShouldBe("d779e2b2f6a5ed1b935cbe8660b1bbde661375f381f3a06abba28da20c7f4fdf");
    }

    // Row groups are written file by file here, and alternately there.
    [Fact]
    public void InterleavedFiles_DoNotMix()
    {
        var format = new ParquetFormat();
        var batches = Orders.Batches(2, 1_000);
        var (left, right) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
        using (var one = format.Open(batches[0].Specs, left))
        using (var other = format.Open(batches[0].Specs, right))
        {
            one.WriteRowGroup(batches[0]);
            other.WriteRowGroup(batches[1]);
            one.WriteRowGroup(batches[1]);
            one.Complete([]);
            other.WriteRowGroup(batches[0]);
            other.Complete([]);
        }

        left.WrittenSpan.SequenceEqual(ParquetFile.Of(format, batches[0], batches[1])).ShouldBeTrue();
        right.WrittenSpan.SequenceEqual(ParquetFile.Of(format, batches[1], batches[0])).ShouldBeTrue();
    }

    static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
