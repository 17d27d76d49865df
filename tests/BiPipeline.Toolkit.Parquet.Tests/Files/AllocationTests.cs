using System.Diagnostics;
using System.Reflection;

namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>
/// Limits the allocations of a writer. Optimized code, which users run and the gate tests too, has the tight limit. Debug code boxes values that the
/// JIT would not box, about 800 bytes per row. Its limit is the next power of two above the measurement, so that a copy of the pages still fails.
/// </summary>
public sealed class AllocationTests
{
    static readonly bool IsOptimized = typeof(ParquetFormat).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };

    [Fact]
    public void WriteRowGroup_WarmedUp_AllocatesNothing()
    {
        var batches = Orders.Batches(3, 6_000);
        var format = new ParquetFormat(new ParquetOptions { Codec = ParquetCodec.None });
        var output = new ArrayBufferWriter<byte>(32 << 20);
        WriteFile(format, batches, output);

        WriteFile(format, batches, output).ShouldBeLessThanOrEqualTo(IsOptimized ? 0 : 16 << 20); // Debug: 14,721,696
    }

    // The allocations of a file besides its pages: the writer, and the footer's texts.
    [Fact]
    public void File_WarmedUp_AllocatesAFewObjects()
    {
        var batches = Orders.Batches(1, 100);
        var format = new ParquetFormat(new ParquetOptions { Codec = ParquetCodec.None });
        var output = new ArrayBufferWriter<byte>(1 << 20);
        WriteFile(format, batches, output);

        var before = GC.GetAllocatedBytesForCurrentThread();
        WriteFile(format, batches, output);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(IsOptimized ? 2_000 : 128 << 10); // Debug: 80,640
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
