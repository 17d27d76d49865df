namespace BiPipeline.Toolkit.Packages.Tests;

/// <summary>Tests that share one feed. The packages are packed once, because two packs at a time write to the same folders.</summary>
[CollectionDefinition(Name)]
public sealed class PackagesCollection : ICollectionFixture<PackageFeed>
{
    internal const string Name = "packages";
}
