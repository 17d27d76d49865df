using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Parquet.Kernels;

/// <summary>Numbers as Parquet's PLAIN encoding stores them: little-endian, back to back.</summary>
static class LittleEndian
{
    /// <summary>Writes the numbers' bytes.</summary>
    internal static void Write<T>(ReadOnlySpan<T> values, Span<byte> target)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        if (BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(target);
            return;
        }
        var size = Unsafe.SizeOf<T>();
        for (var i = 0; i < bytes.Length; i += size)
        {
            bytes.Slice(i, size).CopyTo(target[i..]);
            target.Slice(i, size).Reverse();
        }
    }

    /// <summary>Doubles as their bits.</summary>
    internal static ReadOnlySpan<long> Bits(ReadOnlySpan<double> values) => MemoryMarshal.Cast<double, long>(values);

    /// <summary>Booleans as bytes, 0 or 1.</summary>
    internal static ReadOnlySpan<byte> Flags(ReadOnlySpan<bool> values) => MemoryMarshal.AsBytes(values);
}
