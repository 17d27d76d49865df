namespace BiPipeline.Toolkit.Parquet;

/// <summary>A reusable, growing buffer. Written bytes can be changed, because lengths are known last.</summary>
sealed class ByteBuffer : IBufferWriter<byte>
{
    byte[] _bytes = [];

    internal int Length { get; private set; }

    internal Span<byte> Written => _bytes.AsSpan(0, Length);

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Length);
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    internal void Clear() => Length = 0;

    // Tiny in debug builds, so that ordinary tests reach the growth paths.
    static int InitialCapacity =>
#if DEBUG
        16;
#else
        4096;
#endif

    void Reserve(int sizeHint)
    {
        var needed = (long)Length + Math.Max(1, sizeHint);
        if (needed <= _bytes.Length) { return; }
        if (needed > Array.MaxLength)
        {
            throw new InvalidOperationException("A page or the footer is larger than 2 GiB. Write smaller row groups.");
        }
        Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(needed, Math.Max(InitialCapacity, _bytes.Length * 2L))));
    }

    /// <summary>A range of a buffer.</summary>
    internal readonly record struct Slice(int Start, int Length)
    {
        /// <summary>Returns the same range after a number of other bytes.</summary>
        internal Slice Behind(int bytes) => this with { Start = Start + bytes };

        internal ReadOnlySpan<byte> Of(ByteBuffer buffer) => buffer.Written.Slice(Start, Length);
    }
}
