namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>Shares one Node process, whose start costs more than most tests.</summary>
[CollectionDefinition(nameof(ConformanceCollection))]
public sealed class ConformanceCollection : ICollectionFixture<NodeReaders>;
