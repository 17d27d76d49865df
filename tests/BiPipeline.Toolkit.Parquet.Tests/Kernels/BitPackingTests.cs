using BiPipeline.Toolkit.Parquet.Kernels;

namespace BiPipeline.Toolkit.Parquet.Tests;

public sealed class BitPackingTests
{
    [Fact]
    public void Scalar_ThreeBitNumbers_MatchTheSpecificationsExample()
    {
        // parquet-format, Encodings.md: 0 to 7 in 3 bits.
        var packed = new byte[3];

        BitPacking.Scalar([0, 1, 2, 3, 4, 5, 6, 7], 3, packed);

        packed.ShouldBe([0b10001000, 0b11000110, 0b11111010]);
    }

    [Fact]
    public void Pack_Indices_EqualsScalar()
    {
        var random = KernelInputs.Random;
        for (var width = 1; width <= 32; width++)
        {
            foreach (var length in KernelInputs.Lengths)
            {
                var values = Enumerable.Range(0, length).Select(_ => (ulong)random.NextInt64() & (ulong.MaxValue >> (64 - width))).ToArray();
                var actual = new byte[BitPacking.Size(length, width)];
                BitPacking.Pack([.. values.Select(value => (int)(uint)value)], width, actual);
                actual.ShouldBe(Expected(values, width), $"{length} values of {width} bits");
            }
        }
    }

    [Fact]
    public void Pack_Levels_EqualsScalar()
    {
        var random = KernelInputs.Random;
        for (var width = 1; width <= 8; width++)
        {
            foreach (var length in KernelInputs.Lengths)
            {
                var values = Enumerable.Range(0, length).Select(_ => (byte)random.Next(1 << width)).ToArray();
                var actual = new byte[BitPacking.Size(length, width)];
                BitPacking.Pack(values, width, actual);
                actual.ShouldBe(Expected([.. values.Select(value => (ulong)value)], width), $"{length} values of {width} bits");
            }
        }
    }

    [Fact]
    public void Pack_Differences_EqualsScalarOfTheDistances()
    {
        var random = KernelInputs.Random;
        for (var width = 0; width <= 64; width++)
        {
            foreach (var length in KernelInputs.Lengths.Where(length => length % 8 == 0 || length < 33))
            {
                var least = random.NextInt64(long.MinValue, long.MaxValue);
                var distances = Enumerable.Range(0, length).Select(_ => width == 0 ? 0 : ((ulong)random.NextInt64(long.MinValue, long.MaxValue)) >> (64 - width)).ToArray();
                var actual = new byte[BitPacking.Size(length, width)];
                BitPacking.Pack([.. distances.Select(distance => unchecked((long)distance + least))], least, width, actual);
                actual.ShouldBe(Expected(distances, width), $"{length} values of {width} bits");
            }
        }
    }

    [Theory]
    [InlineData(0ul, 0)]
    [InlineData(1ul, 1)]
    [InlineData(2ul, 2)]
    [InlineData(255ul, 8)]
    [InlineData(256ul, 9)]
    [InlineData(ulong.MaxValue, 64)]
    public void WidthOf_Largest_ReturnsItsBits(ulong largest, int width) => BitPacking.WidthOf(largest).ShouldBe(width);

    static byte[] Expected(ulong[] values, int width)
    {
        var expected = new byte[BitPacking.Size(values.Length, width)];
        BitPacking.Scalar(values, width, expected);
        return expected;
    }
}
