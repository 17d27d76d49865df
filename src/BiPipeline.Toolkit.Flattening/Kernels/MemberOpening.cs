using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BiPipeline.Toolkit.Flattening.Kernels;

/// <summary>A member's first bytes in compact JSON, <c>"name":</c>, prepared for comparison.</summary>
readonly struct MemberOpening
{
    const uint AllSame = 0xFFFF;

    readonly byte[] _bytes;
    readonly Vector128<byte> _head;
    readonly uint _behind;

    /// <summary>Prepares an opening.</summary>
    /// <param name="bytes">The quoted name and the colon, at least three bytes.</param>
    internal MemberOpening(byte[] bytes)
    {
        _bytes = bytes;
        Span<byte> head = stackalloc byte[Vector128<byte>.Count];
        head.Clear();
        bytes.AsSpan(0, Math.Min(bytes.Length, head.Length)).CopyTo(head);
        _head = Vector128.Create<byte>(head);
        // One bit for each byte of the block that is not the opening's.
        _behind = bytes.Length < head.Length ? AllSame & ~((1u << bytes.Length) - 1) : 0;
    }

    /// <summary>The form of <see cref="Starts"/> that this machine runs.</summary>
    internal static string Path => Vector128.IsHardwareAccelerated ? nameof(Vectorized) : nameof(Scalar);

    /// <summary>Number of bytes.</summary>
    internal int Length => _bytes.Length;

    /// <summary>Whether a text starts with the opening.</summary>
    // Most names are short: one comparison without a call, a third of the instructions of the definition.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Starts(ReadOnlySpan<byte> text) => Vector128.IsHardwareAccelerated ? Vectorized(text) : Scalar(text);

    /// <summary>Defines the result; the other form returns the same on every input.</summary>
    internal bool Scalar(ReadOnlySpan<byte> text) => text.StartsWith(_bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Vectorized(ReadOnlySpan<byte> text)
    {
        if (text.Length < Vector128<byte>.Count) { return Scalar(text); }
        var same = Vector128.Equals(Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(text)), _head).ExtractMostSignificantBits();
        return (same | _behind) == AllSame && (_bytes.Length <= Vector128<byte>.Count || Scalar(text));
    }
}
