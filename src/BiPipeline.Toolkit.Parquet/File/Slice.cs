namespace BiPipeline.Toolkit.Parquet;

/// <summary>A stretch of a buffer.</summary>
readonly record struct Slice(int Start, int Length)
{
    /// <summary>The same stretch behind so many other bytes.</summary>
    internal Slice Behind(int bytes) => this with { Start = Start + bytes };

    internal ReadOnlySpan<byte> Of(ByteBuffer buffer) => buffer.Written.Slice(Start, Length);
}
