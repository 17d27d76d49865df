namespace OrdersPipeline.Tests.Local;

/// <summary>The tests that share one lake, one after the other.</summary>
[CollectionDefinition(nameof(WrittenLake))]
public sealed class WrittenLakeCollection : ICollectionFixture<WrittenLake>;
