namespace BiPipeline.Toolkit.Parquet;

sealed class SnappyCodec() : ParquetCodec("snappy", 1)
{
    // Another IronSnappy may find other matches.
    public override string Revision { get; } = typeof(IronSnappy.Snappy).Assembly.GetName().Version!.ToString(3);

    public override void Compress(ReadOnlySpan<byte> page, IBufferWriter<byte> output) => output.Write(IronSnappy.Snappy.Encode(page));
}
