namespace BiPipeline.Toolkit.Parquet.Kernels;

/// <summary>The entries and the column of a list or map, for <see cref="NestedLevels.Expand"/>.</summary>
readonly ref struct ListLevels
{
    /// <summary>The entries' repetition levels.</summary>
    internal required ReadOnlySpan<byte> Repetitions { get; init; }

    /// <summary>The entries' definition levels.</summary>
    internal required ReadOnlySpan<byte> Definitions { get; init; }

    /// <summary>The lowest definition level of an entry with a slot in the column.</summary>
    internal required int SlotLevel { get; init; }

    /// <summary>The definition level of an entry that may contain a list.</summary>
    internal required int Level { get; init; }

    /// <summary>The repetition level of a list's second and further elements.</summary>
    internal required int Repetition { get; init; }

    /// <summary>One byte per slot: whether it has a list.</summary>
    internal required ReadOnlySpan<byte> Present { get; init; }

    /// <summary>The start of each slot's elements, then the end of the last.</summary>
    internal required ReadOnlySpan<int> Offsets { get; init; }
}
