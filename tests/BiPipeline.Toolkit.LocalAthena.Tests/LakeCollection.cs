namespace BiPipeline.Toolkit.LocalAthena.Tests;

/// <summary>Tests that only compute share one engine.</summary>
[CollectionDefinition(Name)]
public sealed class LakeCollection : ICollectionFixture<LakeFixture>
{
    internal const string Name = "lake";
}
