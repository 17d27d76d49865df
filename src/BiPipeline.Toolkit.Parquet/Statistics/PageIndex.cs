namespace BiPipeline.Toolkit.Parquet;

/// <summary>A chunk's column index (bounds of its pages) and offset index (their places), as parquet.thrift defines them.</summary>
static class PageIndex
{
    internal static Slice WriteColumn(List<PageRecord> pages, ByteBuffer bounds, BoundaryOrder order, ByteBuffer output, CompactWriter thrift)
    {
        var start = output.Length;
        thrift.BeginElement();
        thrift.BeginList(1, CompactType.True, pages.Count);
        foreach (var page in pages) { thrift.BoolElement(page.IsNull); }
        thrift.BeginList(2, CompactType.Binary, pages.Count);
        foreach (var page in pages) { thrift.BinaryElement(page.Least.Of(bounds)); }
        thrift.BeginList(3, CompactType.Binary, pages.Count);
        foreach (var page in pages) { thrift.BinaryElement(page.Largest.Of(bounds)); }
        thrift.I32(4, (int)order);
        thrift.BeginList(5, CompactType.I64, pages.Count);
        foreach (var page in pages) { thrift.I64Element(page.Nulls); }
        thrift.EndStruct();
        return new(start, output.Length - start);
    }

    internal static Slice WriteOffsets(ReadOnlySpan<PagePlace> pages, ByteBuffer output, CompactWriter thrift)
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
}
