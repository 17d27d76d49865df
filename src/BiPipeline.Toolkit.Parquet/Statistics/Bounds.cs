namespace BiPipeline.Toolkit.Parquet;

/// <summary>The least and the largest value of a page or chunk, as PLAIN bytes without a length.</summary>
sealed class Bounds
{
    internal ByteBuffer Least { get; } = new();

    internal ByteBuffer Largest { get; } = new();

    internal void Clear()
    {
        Least.Clear();
        Largest.Clear();
    }

    internal void Set<T>(T least, T largest)
        where T : unmanaged
    {
        Clear();
        Append(Least, least);
        Append(Largest, largest);
    }

    internal void Set(ReadOnlySpan<byte> least, ReadOnlySpan<byte> largest)
    {
        Clear();
        Least.Write(least);
        Largest.Write(largest);
    }

    static void Append<T>(ByteBuffer output, T value)
        where T : unmanaged
    {
        var size = Unsafe.SizeOf<T>();
        LittleEndian.Write([value], output.GetSpan(size));
        output.Advance(size);
    }
}
