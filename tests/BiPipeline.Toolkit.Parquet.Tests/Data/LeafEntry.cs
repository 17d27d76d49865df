namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>One entry of a leaf: a value, a NULL, or an empty or missing parent.</summary>
public sealed record LeafEntry(int Row, int Repetition, int Definition, object? Value);
