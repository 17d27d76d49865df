namespace BiPipeline.Toolkit.Cli.Tests;

/// <summary>Tests that share one <see cref="AwsEnvironment"/>. They run one after another, and not beside other tests.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AwsCollection : ICollectionFixture<AwsEnvironment>
{
    internal const string Name = "AWS";
}
