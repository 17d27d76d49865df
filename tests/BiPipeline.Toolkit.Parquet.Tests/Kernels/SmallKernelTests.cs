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
    public void PlainBytes_Values_FollowTheirLength()
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
    [InlineData(0ul, new byte[] { 0 })]
    [InlineData(127ul, new byte[] { 0x7f })]
    [InlineData(128ul, new byte[] { 0x80, 1 })]
    [InlineData(ulong.MaxValue, new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1 })]
    public void Varint_Number_HasSevenBitsPerByte(ulong value, byte[] expected)
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
    public void ZigZag_SmallAbsoluteValue_IsSmall(long value, ulong expected) => Varint.ZigZag(value).ShouldBe(expected);

    [Fact]
    public void Deltas_Extremes_WrapAsTheTypeDoes()
    {
        var deltas = new long[2];

        Deltas.Between<int>([int.MaxValue, int.MinValue, int.MaxValue], deltas).ShouldBe(-1);

        deltas.ShouldBe([1L, -1L]);
        Deltas.Width(deltas, -1).ShouldBe(2);
    }

    // Short strings of few letters, like statuses and codes: equal hashes would make dictionaries slow.
    [Fact]
    public void BytesKey_Hash_SpreadsShortTexts()
    {
        var hashes = new HashSet<uint>();
        for (var number = 0; number < 100_000; number++) { hashes.Add(Hash(System.Text.Encoding.UTF8.GetBytes($"SKU-{number}")) & 0xfffff); }

        // Random hashes of 100,000 values use 95,350 of 2^20 places.
        hashes.Count.ShouldBeInRange(94_000, 97_000);
    }

    [Fact]
    public void BytesKey_Hash_CountsEveryByte()
    {
        for (var length = 1; length < 70; length++)
        {
            var bytes = new byte[length];
            var seen = new HashSet<uint> { Hash(bytes) };
            for (var at = 0; at < length; at++)
            {
                bytes[at] = 1;
                seen.Add(Hash(bytes)).ShouldBeTrue($"byte {at} of {length}");
                bytes[at] = 0;
            }
        }
    }

    [Fact]
    public void BytesKey_AnyValue_EqualsScalar()
    {
        var data = new byte[80];
        KernelInputs.Random.NextBytes(data);
        for (var start = 0; start < data.Length; start++)
        {
            for (var length = 0; length <= data.Length - start; length++) { BytesKey.Of(data, start, length).ShouldBe(BytesKey.Scalar(data, start, length)); }
        }
    }

    [Fact]
    public void BytesKey_LengthOrAnyByteDiffers_KeysDiffer()
    {
        byte[] data = [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        var keys = new HashSet<BytesKey>();
        for (var length = 0; length <= 17; length++)
        {
            var key = BytesKey.Of(data, 0, length);
            keys.ShouldAllBe(other => !other.IsSame(key));
            key.IsSame(BytesKey.Of([.. data], 0, length)).ShouldBeTrue();
            keys.Add(key);
        }
    }

    static uint Hash(byte[] value) => BytesKey.Of(value, 0, value.Length).Hash(value, 0);

    [Fact]
    public void Path_OfThisHardware_IsTheWidest()
    {
        var expected = VectorBits.Expected == 256 ? "Vectorized" : "Scalar";
        FlagPacking.Path.ShouldBe(expected);
        MinMax.Path.ShouldBe(expected);
        Deltas.Path.ShouldBe(expected);
    }
}
