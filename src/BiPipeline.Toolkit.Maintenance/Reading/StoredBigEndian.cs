using BiPipeline.Toolkit.Maintenance.Kernels;
using ParquetSharp;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A decimal as big-endian two's complement.</summary>
/// <param name="length">Number of bytes of a FIXED_LEN_BYTE_ARRAY.</param>
/// <param name="precision">Number of digits of the type.</param>
readonly struct StoredBigEndian(int length, int precision)
    : IStoredForm<FixedLenByteArray, Int128>, IStoredForm<FixedLenByteArray, long>,
        IStoredForm<ByteArray, Int128>, IStoredForm<ByteArray, long>
{
    public Int128 Value(FixedLenByteArray stored) => Number(NativeBytes.At(stored.Pointer, length));

    public Int128 Value(ByteArray stored) => Number(NativeBytes.At(stored.Pointer, stored.Length));

    long IStoredForm<FixedLenByteArray, long>.Value(FixedLenByteArray stored) => (long)Value(stored);

    long IStoredForm<ByteArray, long>.Value(ByteArray stored) => (long)Value(stored);

    Int128 Number(ReadOnlySpan<byte> bytes)
    {
        var isNegative = bytes.Length > 0 && bytes[0] >= 0x80;
        var fill = isNegative ? (byte)0xff : (byte)0;
        if (bytes.Length > 16 && bytes[..^16].ContainsAnyExcept(fill)) { throw TooLarge(); }
        var number = isNegative ? -Int128.One : Int128.Zero;
        foreach (var part in bytes) { number = (number << 8) | part; }
        return UnscaledDecimal.Fits(number, precision) ? number : throw TooLarge();
    }

    InvalidDataException TooLarge() => new($"A decimal has more digits than its type; expected at most {precision}.");
}
