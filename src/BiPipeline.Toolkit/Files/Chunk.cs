using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>Whole records of an input.</summary>
/// <param name="Buffer">The bytes' array, to be given back to the reader once they are flattened.</param>
/// <param name="Length">How many of its bytes are the records.</param>
/// <param name="Kind">How the records lie in them.</param>
/// <param name="Start">Where they begin in the input, after decompression.</param>
sealed record Chunk(byte[] Buffer, int Length, PayloadKind Kind, long Start)
{
    internal ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);
}
