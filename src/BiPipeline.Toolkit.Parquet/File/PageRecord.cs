namespace BiPipeline.Toolkit.Parquet;

/// <summary>What the page index says of a page; slices are those of the chunk's bounds.</summary>
readonly record struct PageRecord
{
    internal required PagePlace Place { get; init; }

    internal required int Nulls { get; init; }

    /// <summary>Whether there is no value but NULL.</summary>
    internal required bool IsNull { get; init; }

    internal Slice Least { get; init; }

    internal Slice Largest { get; init; }
}
