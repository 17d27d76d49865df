namespace BiPipeline.Toolkit.Parquet;

/// <summary>The levels of a leaf's entries, each a value, a NULL, or an empty or missing parent.</summary>
readonly ref struct LeafEntries
{
    /// <summary>The repetition levels, 0 at the start of a row; empty when the leaf is not in a list.</summary>
    internal required ReadOnlySpan<byte> Repetitions { get; init; }

    /// <summary>The definition levels, the leaf's highest where a value is present.</summary>
    internal required ReadOnlySpan<byte> Definitions { get; init; }

    internal int Count => Definitions.Length;
}
