namespace BiPipeline.Toolkit.Packages.Tests;

/// <summary>Tests over one feed: the packages are packed once, since two packs at a time write into the same folders.</summary>
[CollectionDefinition(Name)]
public sealed class PackagesCollection : ICollectionFixture<PackageFeed>
{
    internal const string Name = "packages";
}
