namespace BiPipeline.Toolkit.Parquet.Tests;

static class ParquetFile
{
    /// <summary>Writes the bytes of a file with one row group per batch.</summary>
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
