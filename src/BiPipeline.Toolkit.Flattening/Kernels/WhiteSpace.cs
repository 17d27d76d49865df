using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BiPipeline.Toolkit.Flattening.Kernels;

/// <summary>Finds the end of JSON white space: spaces, tabs and line breaks (RFC 8259 §2).</summary>
static class WhiteSpace
{
    /// <summary>The form of <see cref="End"/> that this machine runs.</summary>
    internal static string Path =>
        Vector256.IsHardwareAccelerated ? nameof(Vectorized256) : Vector128.IsHardwareAccelerated ? nameof(Vectorized128) : nameof(Scalar);

    /// <summary>
    /// Returns the index of the first byte at or after <paramref name="start"/> that is not white space; the length if there is none.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int End(ReadOnlySpan<byte> bytes, int start) =>
        Vector256.IsHardwareAccelerated ? Vectorized256(bytes, start)
        : Vector128.IsHardwareAccelerated ? Vectorized128(bytes, start)
        : Scalar(bytes, start);

    /// <summary>Defines the result; every other form returns the same on every input.</summary>
    internal static int Scalar(ReadOnlySpan<byte> bytes, int start)
    {
        var i = start;
        while (i < bytes.Length && bytes[i] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') { i++; }
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
            var others = (~(Vector256.Equals(block, Vector256.Create((byte)' '))
                | Vector256.Equals(block, Vector256.Create((byte)'\n'))
                | Vector256.Equals(block, Vector256.Create((byte)'\r'))
                | Vector256.Equals(block, Vector256.Create((byte)'\t')))).ExtractMostSignificantBits();
            if (others != 0) { return i + BitOperations.TrailingZeroCount(others); }
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
            var others = (~(Vector128.Equals(block, Vector128.Create((byte)' '))
                | Vector128.Equals(block, Vector128.Create((byte)'\n'))
                | Vector128.Equals(block, Vector128.Create((byte)'\r'))
                | Vector128.Equals(block, Vector128.Create((byte)'\t')))).ExtractMostSignificantBits();
            if (others != 0) { return i + BitOperations.TrailingZeroCount(others); }
        }
        return Scalar(bytes, i);
    }
}
