using System.Text;
using BiPipeline.Toolkit.Parquet.Kernels;

namespace BiPipeline.Toolkit.Parquet.Tests;

public sealed class Crc32Tests
{
    // The check value of CRC-32/ISO-HDLC.
    [Fact]
    public void Scalar_CheckString_IsTheCatalogueValue() => Crc32.Scalar("123456789"u8).ShouldBe(0xcbf43926u);

    [Fact]
    public void Of_AnyLength_EqualsScalar()
    {
        var random = KernelInputs.Random;
        foreach (var length in KernelInputs.Lengths.Append(4_099).Append(70_001))
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            var expected = Crc32.Scalar(bytes);
            Crc32.Of(bytes).ShouldBe(expected, $"{length} bytes");
            (~Crc32.Sliced(uint.MaxValue, bytes)).ShouldBe(expected, $"{length} bytes");
        }
    }

    [Fact]
    public void Of_OneBitChanged_Differs()
    {
        var bytes = Encoding.UTF8.GetBytes("the quick brown fox jumps over the lazy dog");
        var whole = Crc32.Of(bytes);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Crc32.Of(bytes).ShouldNotBe(whole);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }
}
