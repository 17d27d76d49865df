namespace BiPipeline.Toolkit.Parquet;

/// <summary>Writes a chunk's column index (bounds of its pages) and offset index (their offsets), as parquet.thrift defines them.</summary>
static class PageIndex
{
    internal static ByteBuffer.Slice WriteColumn(
        List<PageStatistics> pages, ByteBuffer bounds, BoundaryOrder order, ByteBuffer output, CompactWriter thrift)
    {
        var start = output.Length;
        thrift.BeginElement();
        thrift.BeginList(1, CompactType.True, pages.Count);
        foreach (var page in pages) { thrift.BoolElement(page.IsNull); }
        thrift.BeginList(2, CompactType.Binary, pages.Count);
        foreach (var page in pages) { thrift.BinaryElement(page.Min.Of(bounds)); }
        thrift.BeginList(3, CompactType.Binary, pages.Count);
        foreach (var page in pages) { thrift.BinaryElement(page.Max.Of(bounds)); }
        thrift.I32(4, (int)order);
        thrift.BeginList(5, CompactType.I64, pages.Count);
        foreach (var page in pages) { thrift.I64Element(page.Nulls); }
        thrift.EndStruct();
        return new(start, output.Length - start);
    }

    internal static ByteBuffer.Slice WriteOffsets(ReadOnlySpan<PageLocation> pages, ByteBuffer output, CompactWriter thrift)
    {
        var start = output.Length;
        thrift.BeginElement();
        thrift.BeginList(1, CompactType.Struct, pages.Length);
        foreach (var page in pages)
        {
            thrift.BeginElement();
            thrift.I64(1, page.Offset);
            thrift.I32(2, page.Size);
            thrift.I64(3, page.FirstRow);
            thrift.EndStruct();
        }
        thrift.EndStruct();
        return new(start, output.Length - start);
    }

    /// <summary>A page in the offset index.</summary>
    /// <param name="Offset">Offset of its header.</param>
    /// <param name="Size">Number of bytes, including the header.</param>
    /// <param name="FirstRow">Index of its first row in the row group.</param>
    internal readonly record struct PageLocation(long Offset, int Size, int FirstRow);

    /// <summary>A page in the column index. Slices refer to the chunk's bounds.</summary>
    internal readonly record struct PageStatistics
    {
        internal required PageLocation Location { get; init; }

        internal required int Nulls { get; init; }

        /// <summary>Whether every value is NULL.</summary>
        internal required bool IsNull { get; init; }

        internal ByteBuffer.Slice Min { get; init; }

        internal ByteBuffer.Slice Max { get; init; }
    }
}
