using FsCheck;
using FsCheck.Fluent;

namespace BiPipeline.Toolkit.Parquet.Tests;

public sealed class DeltaBinaryPackedTests
{
    // parquet-format, Encodings.md, "Delta Encoding", example 1.
    [Fact]
    public void Write_OneToFive_MatchesTheSpecificationsExample() =>
        Written([1, 2, 3, 4, 5]).ShouldBe([
            0x80, 0x01, // 128 values a block
            0x04, // 4 miniblocks a block
            0x05, // 5 values
            0x02, // the first one: 1 as zigzag
            0x02, // the least difference: 1 as zigzag
            0, 0, 0, 0, // the miniblocks' bit widths: every difference is the least one
        ]);

    // Example 2.
    [Fact]
    public void Write_SevenFiveThree_MatchesTheSpecificationsExample() =>
        Written([7, 5, 3, 1, 2, 3, 4, 5]).ShouldBe([
            0x80, 0x01, 0x04,
            0x08, // 8 values
            0x0e, // 7
            0x03, // the least difference: -2
            2, 0, 0, 0, // 2 bits hold 0 to 3
            0b11000000, 0b00111111, 0, 0, 0, 0, 0, 0, // 0 0 0 3 3 3 3 and a miniblock's worth of zeros
        ]);

    [Fact]
    public void Write_NoValues_WritesOnlyTheHeader() => Written<long>([]).ShouldBe([0x80, 0x01, 0x04, 0x00, 0x00]);

    [Fact]
    public void Write_AnyLongs_ReadBack() =>
        Prop.ForAll(Arb.From(Longs), values => Read(Written(values)).ShouldBe(values)).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261123UL, 3UL));

    [Fact]
    public void Write_AnyInts_ReadBackInThirtyTwoBits() =>
        Prop.ForAll(Arb.From(Longs), values =>
        {
            int[] ints = [.. values.Select(value => unchecked((int)value))];
            Read(Written(ints)).Select(value => unchecked((int)value)).ShouldBe(ints);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261123UL, 5UL));

    [Fact]
    public void Size_AnyLongs_EqualsTheWrittenBytes() =>
        Prop.ForAll(Arb.From(Longs), values => DeltaBinaryPacked.Size<long>(values).ShouldBe(Written(values).Length))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261123UL, 7UL));

    static Gen<long[]> Longs { get; } =
        from count in Gen.Elements(0, 1, 2, 32, 33, 128, 129, 130, 300)
        from bits in Gen.Choose(0, 63)
        from values in Gen.Choose(int.MinValue, int.MaxValue).Two().ArrayOf(count)
        select values.Select(pair => (((long)pair.Item1 << 32) ^ pair.Item2) >> bits).ToArray();

    static byte[] Written<T>(T[] values)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        var output = new ArrayBufferWriter<byte>();
        DeltaBinaryPacked.Write<T>(values, output);
        return output.WrittenSpan.ToArray();
    }

    // The inverse of the specification, value by value.
    static List<long> Read(byte[] bytes)
    {
        var at = 0;
        ulong Varint()
        {
            var value = 0UL;
            for (var shift = 0; ; shift += 7)
            {
                value |= (ulong)(bytes[at] & 0x7f) << shift;
                if (bytes[at++] < 0x80) { return value; }
            }
        }
        long ZigZag()
        {
            var value = Varint();
            return (long)(value >> 1) ^ -(long)(value & 1);
        }

        var block = (int)Varint();
        var miniblocks = (int)Varint();
        var count = (int)Varint();
        var first = ZigZag();
        List<long> values = count == 0 ? [] : [first];
        while (values.Count < count)
        {
            var least = ZigZag();
            var widths = bytes[at..(at += miniblocks)];
            foreach (var width in widths)
            {
                if (values.Count >= count) { break; }
                var size = block / miniblocks;
                for (var i = 0; i < size && values.Count < count; i++)
                {
                    var delta = 0UL;
                    for (var bit = 0; bit < width; bit++)
                    {
                        var place = (i * width) + bit;
                        delta |= (ulong)((bytes[at + (place / 8)] >> (place % 8)) & 1) << bit;
                    }
                    values.Add(unchecked(values[^1] + least + (long)delta));
                }
                at += size * width / 8;
            }
        }
        at.ShouldBe(bytes.Length);
        return values;
    }
}
