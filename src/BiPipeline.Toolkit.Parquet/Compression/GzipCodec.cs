using System.IO.Compression;

namespace BiPipeline.Toolkit.Parquet;

sealed class GzipCodec() : ParquetCodec("gzip", 2)
{
    // The runtime includes the deflate library, and another release may find other matches.
    public override string Revision { get; } = Environment.Version.ToString();

    public override void Compress(ReadOnlySpan<byte> page, IBufferWriter<byte> output)
    {
        using var gzip = new GZipStream(new BufferWriterStream(output), CompressionLevel.Optimal);
        gzip.Write(page);
    }
}
