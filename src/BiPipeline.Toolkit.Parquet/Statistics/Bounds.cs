namespace BiPipeline.Toolkit.Parquet;

/// <summary>The minimum and maximum of a page or chunk, as PLAIN bytes without a length.</summary>
sealed class Bounds
{
    internal ByteBuffer Min { get; } = new();

    internal ByteBuffer Max { get; } = new();

    internal void Clear()
    {
        Min.Clear();
        Max.Clear();
    }

    internal void Set<T>(T min, T max)
        where T : unmanaged
    {
        Clear();
        Append(Min, min);
        Append(Max, max);
    }

    internal void Set(ReadOnlySpan<byte> min, ReadOnlySpan<byte> max)
    {
        Clear();
        Min.Write(min);
        Max.Write(max);
    }

    static void Append<T>(ByteBuffer output, T value)
        where T : unmanaged
    {
        var size = Unsafe.SizeOf<T>();
        LittleEndian.Write([value], output.GetSpan(size));
        output.Advance(size);
    }
}
