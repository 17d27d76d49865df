namespace BiPipeline.Toolkit.Parquet.Tests;

static class ParquetFile
{
    /// <summary>The bytes of a file with a row group a batch.</summary>
    internal static byte[] Of(ParquetFormat format, params IReadOnlyList<ColumnBatch> batches)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = format.Open(batches[0].Specs, output);
        foreach (var batch in batches) { writer.WriteRowGroup(batch); }
        writer.Complete([]);
        writer.BytesWritten.ShouldBe(output.WrittenCount);
        return output.WrittenSpan.ToArray();
    }
}
