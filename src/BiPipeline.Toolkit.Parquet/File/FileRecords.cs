using System.Runtime.InteropServices;

namespace BiPipeline.Toolkit.Parquet;

/// <summary>Everything the footer needs, gathered while the row groups are written.</summary>
sealed class FileRecords
{
    public FileRecords()
    {
        ColumnIndexWriter = new(ColumnIndexes);
        OffsetIndexWriter = new(OffsetIndexes);
    }

    internal List<GroupRecord> Groups { get; } = [];

    internal List<ChunkRecord> Chunks { get; } = [];

    internal List<PagePlace> Pages { get; } = [];

    /// <summary>The chunks' bounds, as the footer holds them.</summary>
    internal ByteBuffer Bounds { get; } = new();

    internal ByteBuffer ColumnIndexes { get; } = new();

    internal CompactWriter ColumnIndexWriter { get; }

    internal ByteBuffer OffsetIndexes { get; } = new();

    internal CompactWriter OffsetIndexWriter { get; }

    /// <summary>Adds what was gathered of chunks that were written elsewhere.</summary>
    /// <param name="other">Records of the chunks, as if they began a file.</param>
    /// <param name="offset">Where they begin in this one.</param>
    internal void Add(FileRecords other, long offset)
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
                Least = chunk.Least.Behind(bounds),
                Largest = chunk.Largest.Behind(bounds),
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
            Chunks[i] = chunk with { OffsetIndex = PageIndex.WriteOffsets(pages.Slice(chunk.FirstPage, chunk.DataPages), OffsetIndexes, OffsetIndexWriter) };
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
}
