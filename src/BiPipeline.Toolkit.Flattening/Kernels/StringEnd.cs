using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BiPipeline.Toolkit.Flattening.Kernels;

/// <summary>Finds the first byte of a JSON string that is not plain text: a quote, a backslash or a control character.</summary>
static class StringEnd
{
    /// <summary>The form of <see cref="Find"/> that this machine runs.</summary>
    internal static string Path =>
        Vector256.IsHardwareAccelerated ? nameof(Vectorized256) : Vector128.IsHardwareAccelerated ? nameof(Vectorized128) : nameof(Scalar);

    /// <summary>Returns the index of the first such byte at or after <paramref name="start"/>; the length if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Find(ReadOnlySpan<byte> bytes, int start) =>
        Vector256.IsHardwareAccelerated ? Vectorized256(bytes, start)
        : Vector128.IsHardwareAccelerated ? Vectorized128(bytes, start)
        : Scalar(bytes, start);

    /// <summary>Defines the result; every other form returns the same on every input.</summary>
    internal static int Scalar(ReadOnlySpan<byte> bytes, int start)
    {
        var i = start;
        while (i < bytes.Length && bytes[i] is not ((byte)'"' or (byte)'\\' or < (byte)' ')) { i++; }
        return i;
    }

    internal static int Vectorized256(ReadOnlySpan<byte> bytes, int start)
    {
        ref var origin = ref MemoryMarshal.GetReference(bytes);
        var last = bytes.Length - Vector256<byte>.Count;
        var i = start;
        for (; i <= last; i += Vector256<byte>.Count)
        {
            var block = Vector256.LoadUnsafe(ref origin, (nuint)i);
            // min(b, 0x1F) == b means b < 0x20, without a signed comparison.
            var hits = (Vector256.Equals(block, Vector256.Create((byte)'"'))
                | Vector256.Equals(block, Vector256.Create((byte)'\\'))
                | Vector256.Equals(Vector256.Min(block, Vector256.Create((byte)0x1F)), block)).ExtractMostSignificantBits();
            if (hits != 0) { return i + BitOperations.TrailingZeroCount(hits); }
        }
        return Scalar(bytes, i);
    }

    internal static int Vectorized128(ReadOnlySpan<byte> bytes, int start)
    {
        ref var origin = ref MemoryMarshal.GetReference(bytes);
        var last = bytes.Length - Vector128<byte>.Count;
        var i = start;
        for (; i <= last; i += Vector128<byte>.Count)
        {
            var block = Vector128.LoadUnsafe(ref origin, (nuint)i);
            var hits = (Vector128.Equals(block, Vector128.Create((byte)'"'))
                | Vector128.Equals(block, Vector128.Create((byte)'\\'))
                | Vector128.Equals(Vector128.Min(block, Vector128.Create((byte)0x1F)), block)).ExtractMostSignificantBits();
            if (hits != 0) { return i + BitOperations.TrailingZeroCount(hits); }
        }
        return Scalar(bytes, i);
    }
}
