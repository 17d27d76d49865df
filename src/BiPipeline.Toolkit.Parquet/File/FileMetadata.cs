using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Parquet;

/// <summary>Everything the footer needs, gathered while the row groups are written.</summary>
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

    /// <summary>The chunks' bounds, as the footer holds them.</summary>
    internal ByteBuffer Bounds { get; } = new();

    internal ByteBuffer ColumnIndexes { get; } = new();

    internal CompactWriter ColumnIndexWriter { get; }

    internal ByteBuffer OffsetIndexes { get; } = new();

    internal CompactWriter OffsetIndexWriter { get; }

    /// <summary>Adds what was gathered of chunks that were written elsewhere.</summary>
    /// <param name="other">Records of the chunks, as if they began a file.</param>
    /// <param name="offset">Where they begin in this one.</param>
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

    /// <summary>Writes the offset indexes: where pages stand is known once all before them are.</summary>
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

    /// <summary>What the footer says of a row group besides its chunks.</summary>
    internal readonly record struct RowGroupMetadata(int Rows, long Offset);
}
