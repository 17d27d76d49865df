namespace BiPipeline.Toolkit.Parquet;

sealed class SnappyCodec() : ParquetCodec("snappy", 1)
{
    // Snappy works in blocks of 64 KiB that know nothing of each other. Given one at a time, the package's arrays stay out of the large
    // object heap; the bytes are the same.
    const int Block = 1 << 16;

    // Another IronSnappy may find other matches.
    public override string Revision { get; } = typeof(IronSnappy.Snappy).Assembly.GetName().Version!.ToString(3);

    public override void Compress(ReadOnlySpan<byte> page, IBufferWriter<byte> output)
    {
        output.Advance(Varint.Write(output.GetSpan(Varint.MaxBytes), (ulong)page.Length));
        while (!page.IsEmpty)
        {
            var block = page[..Math.Min(Block, page.Length)];
            output.Write(IronSnappy.Snappy.Encode(block).AsSpan(Varint.Size((ulong)block.Length)));
            page = page[block.Length..];
        }
    }
}
