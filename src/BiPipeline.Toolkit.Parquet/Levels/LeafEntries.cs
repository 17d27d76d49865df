namespace BiPipeline.Toolkit.Parquet;

/// <summary>The levels of a leaf's entries: a value, a NULL, or an empty or missing parent each.</summary>
readonly ref struct LeafEntries
{
    /// <summary>0 begins a row; empty when the leaf is in no list.</summary>
    internal required ReadOnlySpan<byte> Repetitions { get; init; }

    /// <summary>The leaf's highest level where a value is there.</summary>
    internal required ReadOnlySpan<byte> Definitions { get; init; }

    internal int Count => Definitions.Length;
}
