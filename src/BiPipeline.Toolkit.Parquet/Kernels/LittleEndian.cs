using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Parquet.Kernels;

/// <summary>Writes numbers in Parquet's PLAIN encoding: little-endian, back to back.</summary>
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

    /// <summary>Returns the bits of doubles.</summary>
    internal static ReadOnlySpan<long> Bits(ReadOnlySpan<double> values) => MemoryMarshal.Cast<double, long>(values);

    /// <summary>Returns booleans as bytes, 0 or 1.</summary>
    internal static ReadOnlySpan<byte> Flags(ReadOnlySpan<bool> values) => MemoryMarshal.AsBytes(values);
}
