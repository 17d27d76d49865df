namespace BiPipeline.Toolkit.Parquet;

sealed class NoCodec() : ParquetCodec("none", 0)
{
    public override void Compress(ReadOnlySpan<byte> page, IBufferWriter<byte> output) => output.Write(page);
}
