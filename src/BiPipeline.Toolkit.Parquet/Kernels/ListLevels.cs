namespace BiPipeline.Toolkit.Parquet.Kernels;

/// <summary>A list's or map's entries and its column, for <see cref="NestedLevels.Expand"/>.</summary>
readonly ref struct ListLevels
{
    /// <summary>The entries' repetition levels.</summary>
    internal required ReadOnlySpan<byte> Repetitions { get; init; }

    /// <summary>The entries' definition levels.</summary>
    internal required ReadOnlySpan<byte> Definitions { get; init; }

    /// <summary>The lowest definition level of an entry with a slot in the column.</summary>
    internal required int SlotLevel { get; init; }

    /// <summary>The definition level of an entry that may hold a list.</summary>
    internal required int Level { get; init; }

    /// <summary>The repetition level of a list's second and further elements.</summary>
    internal required int Repetition { get; init; }

    /// <summary>One byte a slot: whether there is a list.</summary>
    internal required ReadOnlySpan<byte> Present { get; init; }

    /// <summary>Where the slots' elements begin, and where the last one's end.</summary>
    internal required ReadOnlySpan<int> Offsets { get; init; }
}
