using BiPipeline.Toolkit.Parquet.Kernels;

namespace BiPipeline.Toolkit.Parquet.Tests;

public sealed class SmallKernelTests
{
    [Fact]
    public void LittleEndian_Numbers_AreBytesFromTheLowest()
    {
        var target = new byte[16];

        LittleEndian.Write<long>([0x0102030405060708, -2], target);

        target.ShouldBe([8, 7, 6, 5, 4, 3, 2, 1, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    }

    [Fact]
    public void PlainBytes_Values_HaveTheirLengthBefore()
    {
        var target = new byte[64];

        var written = PlainBytes.Write("abccc"u8, [0, 2, 2, 5], target);

        target[..written].ShouldBe([2, 0, 0, 0, (byte)'a', (byte)'b', 0, 0, 0, 0, 3, 0, 0, 0, (byte)'c', (byte)'c', (byte)'c']);
    }

    [Fact]
    public void Narrowing_Values_KeepTheirSign()
    {
        var target = new int[3];

        Narrowing.ToInt32([int.MinValue, 0, int.MaxValue], target);

        target.ShouldBe([int.MinValue, 0, int.MaxValue]);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2.0 }, false)]
    [InlineData(new[] { 1.0, double.NaN, 2.0 }, true)]
    [InlineData(new[] { double.PositiveInfinity, double.NegativeInfinity }, false)]
    [InlineData(new[] { double.PositiveInfinity, double.NegativeInfinity, double.NaN }, true)]
    [InlineData(new double[0], false)]
    public void NanSearch_Tells(double[] values, bool expected) => NanSearch.Contains(values).ShouldBe(expected);

    [Theory]
    [InlineData(0ul, new byte[] { 0 })]
    [InlineData(127ul, new byte[] { 0x7f })]
    [InlineData(128ul, new byte[] { 0x80, 1 })]
    [InlineData(ulong.MaxValue, new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1 })]
    public void Varint_Number_IsSevenBitsAByte(ulong value, byte[] expected)
    {
        var target = new byte[Varint.MaxBytes];

        target[..Varint.Write(target, value)].ShouldBe(expected);

        Varint.Size(value).ShouldBe(expected.Length);
    }

    [Theory]
    [InlineData(0L, 0ul)]
    [InlineData(-1L, 1ul)]
    [InlineData(1L, 2ul)]
    [InlineData(long.MaxValue, ulong.MaxValue - 1)]
    [InlineData(long.MinValue, ulong.MaxValue)]
    public void ZigZag_SignedNumber_IsSmallWhenItIs(long value, ulong expected) => Varint.ZigZag(value).ShouldBe(expected);

    [Fact]
    public void Deltas_Extremes_WrapAsTheTypeDoes()
    {
        var deltas = new ulong[2];

        Deltas.Between<int>([int.MaxValue, int.MinValue, int.MaxValue], deltas).ShouldBe(-1);

        deltas.ShouldBe([1ul, ulong.MaxValue]);
        Deltas.Width(deltas, -1).ShouldBe(2);
    }

    // Short strings of few letters, as statuses and codes are: were they to share hashes, dictionaries would crawl.
    [Fact]
    public void BytesHash_ShortTexts_SpreadWell()
    {
        var hashes = new HashSet<uint>();
        for (var number = 0; number < 100_000; number++) { hashes.Add(BytesHash.Of(System.Text.Encoding.UTF8.GetBytes($"SKU-{number}")) & 0xfffff); }

        // Of 2^20 places, random hashes of 100,000 values take 95,350.
        hashes.Count.ShouldBeInRange(94_000, 97_000);
    }

    [Fact]
    public void BytesHash_EveryByte_Counts()
    {
        for (var length = 1; length < 70; length++)
        {
            var bytes = new byte[length];
            var seen = new HashSet<uint> { BytesHash.Of(bytes) };
            for (var at = 0; at < length; at++)
            {
                bytes[at] = 1;
                seen.Add(BytesHash.Of(bytes)).ShouldBeTrue($"byte {at} of {length}");
                bytes[at] = 0;
            }
        }
    }

    // A CI leg sets EXPECT_PATH beside a hardware switch, so that a mistyped switch is a red test and not a silent pass.
    [Fact]
    public void Path_UnderForcedHardware_IsTheForcedOne()
    {
        if (Environment.GetEnvironmentVariable("EXPECT_PATH") is not { } expected) { return; }
        FlagPacking.Path.ShouldBe(expected);
        MinMax.Path.ShouldBe(expected);
    }
}
