namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>What a leaf holds.</summary>
public sealed record LeafTruth(string Path, DataType Type, List<LeafEntry> Entries);
