namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>Tests that share one expansion of the templates.</summary>
[CollectionDefinition(nameof(Templates))]
public sealed class TemplatesCollection : ICollectionFixture<Templates>;
