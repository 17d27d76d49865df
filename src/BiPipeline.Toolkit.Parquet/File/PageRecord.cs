namespace BiPipeline.Toolkit.Parquet;

/// <summary>What the page index says of a page; slices are those of the chunk's bounds.</summary>
readonly record struct PageRecord
{
    internal required long Offset { get; init; }

    /// <summary>Bytes with the header.</summary>
    internal required int Size { get; init; }

    internal required int FirstRow { get; init; }

    internal required int Nulls { get; init; }

    /// <summary>Whether there is no value but NULL.</summary>
    internal required bool IsNull { get; init; }

    internal Slice Least { get; init; }

    internal Slice Largest { get; init; }
}
