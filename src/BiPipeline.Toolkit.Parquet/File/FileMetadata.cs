using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Parquet;

/// <summary>The metadata for the footer, collected while the row groups are written.</summary>
sealed class FileMetadata
{
    public FileMetadata()
    {
        ColumnIndexWriter = new(ColumnIndexes);
        OffsetIndexWriter = new(OffsetIndexes);
    }

    internal List<RowGroupMetadata> Groups { get; } = [];

    internal List<ColumnChunkMetadata> Chunks { get; } = [];

    internal List<PageIndex.PageLocation> Pages { get; } = [];

    /// <summary>The chunks' bounds, in the footer's form.</summary>
    internal ByteBuffer Bounds { get; } = new();

    internal ByteBuffer ColumnIndexes { get; } = new();

    internal CompactWriter ColumnIndexWriter { get; }

    internal ByteBuffer OffsetIndexes { get; } = new();

    internal CompactWriter OffsetIndexWriter { get; }

    /// <summary>Adds the metadata of chunks that were encoded separately.</summary>
    /// <param name="other">Metadata of the chunks, with offsets from the start of a file.</param>
    /// <param name="offset">Offset of the chunks in this file.</param>
    internal void Add(FileMetadata other, long offset)
    {
        var (pages, bounds, indexes) = (Pages.Count, Bounds.Length, ColumnIndexes.Length);
        foreach (var page in other.Pages) { Pages.Add(page with { Offset = page.Offset + offset }); }
        Bounds.Write(other.Bounds.Written);
        ColumnIndexes.Write(other.ColumnIndexes.Written);
        foreach (var chunk in other.Chunks)
        {
            Chunks.Add(chunk with
            {
                DictionaryOffset = chunk.DictionaryOffset + offset,
                DataOffset = chunk.DataOffset + offset,
                FirstPage = chunk.FirstPage + pages,
                Min = chunk.Min.Behind(bounds),
                Max = chunk.Max.Behind(bounds),
                ColumnIndex = chunk.ColumnIndex.Behind(indexes),
            });
        }
    }

    /// <summary>Writes the offset indexes, after all pages have an offset.</summary>
    internal void WriteOffsetIndexes()
    {
        var pages = CollectionsMarshal.AsSpan(Pages);
        for (var i = 0; i < Chunks.Count; i++)
        {
            var chunk = Chunks[i];
            var index = PageIndex.WriteOffsets(pages.Slice(chunk.FirstPage, chunk.DataPages), OffsetIndexes, OffsetIndexWriter);
            Chunks[i] = chunk with { OffsetIndex = index };
        }
    }

    internal void Clear()
    {
        Groups.Clear();
        Chunks.Clear();
        Pages.Clear();
        Bounds.Clear();
        ColumnIndexes.Clear();
        OffsetIndexes.Clear();
    }

    /// <summary>The metadata of a row group, without its chunks.</summary>
    internal readonly record struct RowGroupMetadata(int Rows, long Offset);
}
