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

    /// <summary>The chunks' bounds, as the footer holds them.</summary>
    internal ByteBuffer Bounds { get; } = new();

    internal ByteBuffer ColumnIndexes { get; } = new();

    internal CompactWriter ColumnIndexWriter { get; }

    internal ByteBuffer OffsetIndexes { get; } = new();

    internal CompactWriter OffsetIndexWriter { get; }

    internal void Clear()
    {
        Groups.Clear();
        Chunks.Clear();
        Bounds.Clear();
        ColumnIndexes.Clear();
        OffsetIndexes.Clear();
    }
}
