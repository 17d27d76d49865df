namespace BiPipeline.Toolkit.Parquet;

/// <summary>A stretch of a buffer.</summary>
readonly record struct Slice(int Start, int Length)
{
    internal ReadOnlySpan<byte> Of(ByteBuffer buffer) => buffer.Written.Slice(Start, Length);
}
