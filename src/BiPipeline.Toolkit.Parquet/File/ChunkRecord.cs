namespace BiPipeline.Toolkit.Parquet;

/// <summary>What the footer says of a column chunk; slices are those of <see cref="FileRecords"/>' buffers.</summary>
readonly record struct ChunkRecord
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

    /// <summary>The first data page among <see cref="FileRecords.Pages"/>.</summary>
    internal int FirstPage { get; init; }

    internal int DataPages { get; init; }

    /// <summary>Whether <see cref="Least"/> and <see cref="Largest"/> are known.</summary>
    internal bool HasBounds { get; init; }

    internal Slice Least { get; init; }

    internal Slice Largest { get; init; }

    internal bool IsLeastExact { get; init; }

    internal bool IsLargestExact { get; init; }

    /// <summary>Whether values ascend, without NULLs and without being all the same.</summary>
    internal bool IsSorted { get; init; }

    /// <summary>Empty when the chunk has values that no order has a place for.</summary>
    internal Slice ColumnIndex { get; init; }

    /// <summary>Known once the file's offset indexes are written.</summary>
    internal Slice OffsetIndex { get; init; }
}
