namespace BiPipeline.Toolkit.DynamoDb.Tests;

/// <summary>Tests that share one moto server; each uses its own names.</summary>
[CollectionDefinition(nameof(MotoCollection))]
public sealed class MotoCollection : ICollectionFixture<MotoServer>;
