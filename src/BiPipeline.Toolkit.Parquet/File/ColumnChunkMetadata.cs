namespace BiPipeline.Toolkit.Parquet;

/// <summary>The metadata of a column chunk. Slices refer to the buffers of <see cref="FileMetadata"/>.</summary>
readonly record struct ColumnChunkMetadata
{
    internal required Leaf Leaf { get; init; }

    internal required PageEncoding Encoding { get; init; }

    internal required long Entries { get; init; }

    internal required long Nulls { get; init; }

    internal required ChunkSizes Sizes { get; init; }

    /// <summary>Whether the chunk has a dictionary page.</summary>
    internal bool HasDictionary => Encoding == PageEncoding.RleDictionary;

    /// <summary>Offset of the dictionary page in the file, if the chunk has one.</summary>
    internal required long DictionaryOffset { get; init; }

    internal required long DataOffset { get; init; }

    /// <summary>The first data page among <see cref="FileMetadata.Pages"/>.</summary>
    internal int FirstPage { get; init; }

    internal int DataPages { get; init; }

    /// <summary>Whether <see cref="Min"/> and <see cref="Max"/> are known.</summary>
    internal bool HasBounds { get; init; }

    internal ByteBuffer.Slice Min { get; init; }

    internal ByteBuffer.Slice Max { get; init; }

    internal bool IsMinExact { get; init; }

    internal bool IsMaxExact { get; init; }

    /// <summary>Whether values ascend, without NULLs and not all equal.</summary>
    internal bool IsSorted { get; init; }

    /// <summary>The column index; empty when the chunk has values without an order.</summary>
    internal ByteBuffer.Slice ColumnIndex { get; init; }

    /// <summary>The offset index, after the file's offset indexes are written.</summary>
    internal ByteBuffer.Slice OffsetIndex { get; init; }

    /// <summary>Number of bytes of a chunk, including page headers.</summary>
    internal struct ChunkSizes
    {
        internal long Uncompressed { get; private set; }

        internal long Compressed { get; private set; }

        internal void Add(int header, int body, int compressed)
        {
            Uncompressed += header + body;
            Compressed += header + compressed;
        }
    }
}
