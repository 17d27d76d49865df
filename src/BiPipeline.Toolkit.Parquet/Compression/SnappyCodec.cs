namespace BiPipeline.Toolkit.Parquet;

sealed class SnappyCodec() : ParquetCodec("snappy", 1)
{
    public override void Compress(ReadOnlySpan<byte> page, IBufferWriter<byte> output)
    {
        output.Advance(Varint.Write(output.GetSpan(Varint.MaxBytes), (ulong)page.Length));
        Span<ushort> places = stackalloc ushort[SnappyBlock.TableLength];
        while (!page.IsEmpty)
        {
            var block = page[..Math.Min(SnappyBlock.MaxLength, page.Length)];
            output.Advance(SnappyBlock.Compress(block, output.GetSpan(SnappyBlock.MaxCompressedLength(block.Length)), places));
            page = page[block.Length..];
        }
    }
}
