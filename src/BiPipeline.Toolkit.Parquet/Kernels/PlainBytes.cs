namespace BiPipeline.Toolkit.Parquet.Kernels;

/// <summary>Writes PLAIN byte arrays: each value's length in four bytes, then its bytes.</summary>
static class PlainBytes
{
    /// <summary>Writes values and returns the number of bytes written.</summary>
    /// <param name="data">The values' bytes.</param>
    /// <param name="offsets">The start of each value, then the end of the last.</param>
    /// <param name="target">Space for the bytes and four more per value.</param>
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
