namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>What writing allocates; the compiler's Debug code boxes where what users run does not, so these need a Release build, which the gate makes.</summary>
public sealed class AllocationTests
{
    [OptimizedFact]
    public void WriteRowGroup_WarmedUp_AllocatesNothing()
    {
        var batches = Orders.Batches(3, 6_000);
        var format = new ParquetFormat(new ParquetOptions { Codec = ParquetCodec.None });
        var output = new ArrayBufferWriter<byte>(32 << 20);
        WriteFile(format, batches, output);

        WriteFile(format, batches, output).ShouldBe(0);
    }

    // What a file takes besides its pages: the writer, and the footer's texts.
    [OptimizedFact]
    public void File_WarmedUp_AllocatesAFewObjects()
    {
        var batches = Orders.Batches(1, 100);
        var format = new ParquetFormat(new ParquetOptions { Codec = ParquetCodec.None });
        var output = new ArrayBufferWriter<byte>(1 << 20);
        WriteFile(format, batches, output);

        var before = GC.GetAllocatedBytesForCurrentThread();
        WriteFile(format, batches, output);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2_000);
    }

    // Bytes allocated while row groups were written.
    static long WriteFile(ParquetFormat format, IReadOnlyList<ColumnBatch> batches, ArrayBufferWriter<byte> output)
    {
        output.ResetWrittenCount();
        using var writer = format.Open(batches[0].Specs, output);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < batches.Count; i++) { writer.WriteRowGroup(batches[i]); }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        writer.Complete([]);
        return allocated;
    }
}
