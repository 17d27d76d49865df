namespace BiPipeline.Toolkit.Parquet;

/// <summary>What the footer says of a column chunk; slices are those of <see cref="FileMetadata"/>' buffers.</summary>
readonly record struct ColumnChunkMetadata
{
    internal required Leaf Leaf { get; init; }

    internal required PageEncoding Encoding { get; init; }

    internal required long Entries { get; init; }

    internal required long Nulls { get; init; }

    internal required ChunkSizes Sizes { get; init; }

    /// <summary>Whether there is a dictionary page.</summary>
    internal bool HasDictionary => Encoding == PageEncoding.RleDictionary;

    /// <summary>Where the dictionary page stands in the file, if there is one.</summary>
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

    /// <summary>Whether values ascend, without NULLs and without being all the same.</summary>
    internal bool IsSorted { get; init; }

    /// <summary>Empty when the chunk has values that no order has a place for.</summary>
    internal ByteBuffer.Slice ColumnIndex { get; init; }

    /// <summary>Known once the file's offset indexes are written.</summary>
    internal ByteBuffer.Slice OffsetIndex { get; init; }

    /// <summary>A chunk's bytes, page headers included.</summary>
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
