namespace BiPipeline.Toolkit.DynamoDb.Tests;

/// <summary>Tests that share one moto server; each uses names of its own.</summary>
[CollectionDefinition(nameof(MotoCollection))]
public sealed class MotoCollection : ICollectionFixture<MotoServer>;
