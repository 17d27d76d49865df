using BiPipeline.Toolkit.Parquet.Kernels;

namespace BiPipeline.Toolkit.Parquet.Tests;

public sealed class SnappyBlockTests
{
    readonly ushort[] _places = new ushort[SnappyBlock.TableLength];

    [Fact]
    public void Compress_AnyShortLength_MatchesAnotherImplementation()
    {
        var random = KernelInputs.Random;
        foreach (var length in KernelInputs.Lengths.Skip(1))
        {
            foreach (var alphabet in new[] { 1, 2, 5, 256 }) { Check(Bytes(random, length, alphabet)); }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(40)]
    [InlineData(256)]
    public void Compress_LongBlocks_MatchAnotherImplementation(int alphabet)
    {
        var random = KernelInputs.Random;
        foreach (var length in new[] { 1_000, 16_383, 16_384, 16_385, 65_535, SnappyBlock.MaxLength }) { Check(Bytes(random, length, alphabet)); }
    }

    // Sequences that repeat after every distance, with every length: each form of a copy and of a literal.
    [Fact]
    public void Compress_RepeatedSequences_MatchAnotherImplementation()
    {
        var random = KernelInputs.Random;
        for (var round = 0; round < 500; round++)
        {
            var block = Bytes(random, random.Next(1, SnappyBlock.MaxLength + 1), 256);
            for (var copies = random.Next(400); copies > 0; copies--)
            {
                var length = Math.Min(random.Next(1, random.Next(2, 400)), block.Length);
                var from = random.Next(block.Length - length + 1);
                block.AsSpan(from, length).CopyTo(block.AsSpan(random.Next(block.Length - length + 1)));
            }
            Check(block);
        }
    }

    // 0x78 is the length, 0x00 'a' a literal of one byte; then 64 and 55 bytes from one byte before (format_description.txt).
    [Fact]
    public void Compress_RunOfOneByte_IsALiteralAndCopies()
    {
        var block = new byte[120];
        block.AsSpan().Fill((byte)'a');
        var target = new byte[SnappyBlock.MaxCompressedLength(block.Length)];

        var length = SnappyBlock.Compress(block, target, _places);

        target.AsSpan(0, length).ToArray().ShouldBe([0x00, (byte)'a', (63 << 2) | 2, 1, 0, (54 << 2) | 2, 1, 0]);
    }

    void Check(byte[] block)
    {
        // The table's earlier content does not matter, and nothing is written outside the requested space.
        _places.AsSpan().Fill(0xabcd);
        var target = new byte[SnappyBlock.MaxCompressedLength(block.Length)];

        var length = SnappyBlock.Compress(block, target, _places);

        var prefix = Varint.Size((ulong)block.Length);
        target.AsSpan(0, length).SequenceEqual(IronSnappy.Snappy.Encode(block).AsSpan(prefix)).ShouldBeTrue($"{block.Length} bytes");
    }

    static byte[] Bytes(Random random, int length, int alphabet) => [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next(alphabet))];
}
