namespace BiPipeline.Toolkit.Parquet.Kernels;

/// <summary>ULEB128 and zigzag numbers, for Parquet's encodings and Thrift.</summary>
static class Varint
{
    /// <summary>Largest number of bytes of a 64-bit number.</summary>
    internal const int MaxBytes = 10;

    internal static int Write(Span<byte> target, ulong value)
    {
        var length = 0;
        while (value >= 0x80)
        {
            target[length++] = (byte)(value | 0x80);
            value >>= 7;
        }
        target[length++] = (byte)value;
        return length;
    }

    internal static int WriteZigZag(Span<byte> target, long value) => Write(target, ZigZag(value));

    /// <summary>Maps signed numbers to unsigned ones, small absolute values first.</summary>
    internal static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    /// <summary>Returns the number of bytes that <see cref="WriteZigZag"/> writes.</summary>
    internal static int SizeZigZag(long value) => Size(ZigZag(value));

    /// <summary>Returns the number of bytes that <see cref="Write"/> writes.</summary>
    internal static int Size(ulong value) => value == 0 ? 1 : (BitOperations.Log2(value) / 7) + 1;
}
