namespace BiPipeline.Toolkit.Parquet;

/// <summary>
/// DELTA_BINARY_PACKED (parquet-format, Encodings.md, "Delta Encoding"): blocks of 128 differences in four miniblocks, each with its bit
/// width.
/// </summary>
static class DeltaBinaryPacked
{
    const int Block = 128;
    const int Miniblocks = 4;
    const int Miniblock = Block / Miniblocks;
    const int MaxBlockBytes = Varint.MaxBytes + Miniblocks + (Block * sizeof(ulong)) + sizeof(ulong);

    /// <summary>Appends a page of values.</summary>
    internal static void Write<T>(ReadOnlySpan<T> values, IBufferWriter<byte> output)
        where T : unmanaged, IBinaryInteger<T>
    {
        var target = output.GetSpan(4 * Varint.MaxBytes);
        var length = Varint.Write(target, Block);
        length += Varint.Write(target[length..], Miniblocks);
        length += Varint.Write(target[length..], (ulong)values.Length);
        length += Varint.WriteZigZag(target[length..], values.IsEmpty ? 0 : long.CreateTruncating(values[0]));
        output.Advance(length);

        Span<long> deltas = stackalloc long[Block];
        while (values.Length > 1)
        {
            var count = Math.Min(Block, values.Length - 1);
            var min = Deltas.Between(values[..(count + 1)], deltas);
            WriteBlock(deltas[..count], min, output);
            values = values[count..];
        }
    }

    /// <summary>Returns the number of bytes that <see cref="Write"/> would append.</summary>
    internal static long Size<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        var size = (long)(Varint.Size(Block) + Varint.Size(Miniblocks) + Varint.Size((ulong)values.Length));
        size += Varint.SizeZigZag(values.IsEmpty ? 0 : long.CreateTruncating(values[0]));
        Span<long> deltas = stackalloc long[Block];
        while (values.Length > 1)
        {
            var count = Math.Min(Block, values.Length - 1);
            var min = Deltas.Between(values[..(count + 1)], deltas);
            size += Varint.SizeZigZag(min) + Miniblocks;
            for (var from = 0; from < count; from += Miniblock)
            {
                size += Deltas.Width(deltas[from..Math.Min(count, from + Miniblock)], min) * Miniblock / 8;
            }
            values = values[count..];
        }
        return size;
    }

    static void WriteBlock(ReadOnlySpan<long> deltas, long min, IBufferWriter<byte> output)
    {
        var target = output.GetSpan(MaxBlockBytes);
        var length = Varint.WriteZigZag(target, min);
        var widths = target.Slice(length, Miniblocks);
        widths.Clear();
        length += Miniblocks;
        for (var index = 0; index * Miniblock < deltas.Length; index++)
        {
            var some = deltas[(index * Miniblock)..Math.Min(deltas.Length, (index + 1) * Miniblock)];
            var width = Deltas.Width(some, min);
            widths[index] = (byte)width;

            // Zeros fill the rest of the last miniblock.
            var size = BitPacking.Size(Miniblock, width);
            target.Slice(length, size).Clear();
            BitPacking.Pack(some, min, width, target[length..]);
            length += size;
        }
        output.Advance(length);
    }
}
