using BiPipeline.Toolkit.Parquet.Kernels;

namespace BiPipeline.Toolkit.Parquet.Tests;

public sealed class RunLengthTests
{
    [Fact]
    public void Write_EqualLevels_WritesOneRun() =>
        Written<byte>(Enumerable.Repeat((byte)1, 1000), width: 1).ShouldBe([
            0xd0, 0x0f, // header: 1,000 << 1 as varint, low bit 0 = run
            0x01, // the value in one byte
        ]);

    [Fact]
    public void Write_MixedLevels_WritesOnePackedGroup() =>
        Written<byte>([1, 0, 1, 1, 1, 0, 0, 1, 1, 0], width: 1).ShouldBe([
            0x05, // header: 2 groups of 8 << 1, low bit 1 = packed
            0b10011101, // the first 8, the lowest bit first
            0b01, // the last 2, filled up with zeros
        ]);

    [Fact]
    public void Write_LongRunAfterMixedValues_EndsThePackedGroup() =>
        Written([4, 5, 6, 7, 4, 5, 6, 7, .. Enumerable.Repeat(2, 16)], width: 3).ShouldBe([
            0x03, // one group, packed
            0b10101100, 0b11001111, 0b11111010, // 4 5 6 7 4 5 6 7 in 3 bits
            0x20, // 16 << 1: a run
            0x02,
        ]);

    // A run of 8 bits would save one byte and cost two headers.
    [Fact]
    public void Write_ShortRunBetweenMixedLevels_StaysPacked() =>
        Written<byte>([1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1], width: 1).ShouldBe([0x07, 0x55, 0xff, 0xaa]);

    [Fact]
    public void Write_WideValue_TakesWholeBytes() =>
        Written([0x1abcd, 0x1abcd, 0x1abcd], width: 17).ShouldBe([0x06, 0xcd, 0xab, 0x01]);

    [Fact]
    public void Write_NoValues_WritesNothing() => Written<int>([], width: 3).ShouldBeEmpty();

    [Fact]
    public void Write_AnyValues_ReadBack()
    {
        var random = KernelInputs.Random;
        for (var width = 1; width <= 20; width++)
        {
            foreach (var length in KernelInputs.Lengths.Append(5_000))
            {
                var values = Values(random, length, width);
                Read(Written(values, width), length, width).ShouldBe(values, $"{length} values of {width} bits");
                if (width <= 8) { Read(Written(values.Select(value => (byte)value), width), length, width).ShouldBe(values, $"{length} levels of {width} bits"); }
            }
        }
    }

    // Runs of random length, so that both kinds of groups meet at every position.
    static int[] Values(Random random, int length, int width)
    {
        var values = new List<int>();
        while (values.Count < length)
        {
            var value = random.Next(1 << width);
            values.AddRange(Enumerable.Repeat(value, random.Next(3) == 0 ? random.Next(1, 60) : 1));
        }
        return [.. values.Take(length)];
    }

    static byte[] Written<T>(IEnumerable<T> values, int width)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        var output = new ArrayBufferWriter<byte>();
        RunLength.Write<T>(values.ToArray(), width, output);
        return output.WrittenSpan.ToArray();
    }

    // The inverse of the specification, bit by bit.
    static int[] Read(byte[] bytes, int count, int width)
    {
        var values = new List<int>();
        var at = 0;
        while (values.Count < count)
        {
            var header = 0;
            for (var shift = 0; ; shift += 7)
            {
                header |= (bytes[at] & 0x7f) << shift;
                if (bytes[at++] < 0x80) { break; }
            }
            if ((header & 1) == 0)
            {
                var value = 0;
                for (var shift = 0; shift < width; shift += 8) { value |= bytes[at++] << shift; }
                values.AddRange(Enumerable.Repeat(value, header >> 1));
                continue;
            }
            var groups = header >> 1;
            for (var i = 0; i < groups * 8; i++)
            {
                values.Add(Enumerable.Range(i * width, width).Select((bit, place) => ((bytes[at + (bit / 8)] >> (bit % 8)) & 1) << place).Sum());
            }
            at += groups * width;
        }
        at.ShouldBe(bytes.Length);
        return [.. values.Take(count)];
    }
}
