namespace BiPipeline.Toolkit.Parquet.Kernels;

/// <summary>PLAIN byte arrays: each value's length in four bytes, then its bytes.</summary>
static class PlainBytes
{
    /// <summary>Writes values and gives the bytes written.</summary>
    /// <param name="data">The values' bytes.</param>
    /// <param name="offsets">Where the values begin, and where the last one ends.</param>
    /// <param name="target">Room for the bytes and four more a value.</param>
    internal static int Write(ReadOnlySpan<byte> data, ReadOnlySpan<int> offsets, Span<byte> target)
    {
        var written = 0;
        for (var i = 1; i < offsets.Length; i++)
        {
            var value = data[offsets[i - 1]..offsets[i]];
            BinaryPrimitives.WriteInt32LittleEndian(target[written..], value.Length);
            written += sizeof(int);
            value.CopyTo(target[written..]);
            written += value.Length;
        }
        return written;
    }
}
