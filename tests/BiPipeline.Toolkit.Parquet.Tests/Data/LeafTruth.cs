namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>The expected content of a leaf.</summary>
public sealed record LeafTruth(string Path, DataType Type, List<LeafEntry> Entries);
