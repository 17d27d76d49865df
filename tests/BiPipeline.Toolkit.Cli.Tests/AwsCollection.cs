namespace BiPipeline.Toolkit.Cli.Tests;

/// <summary>Tests that share one <see cref="AwsEnvironment"/>, one after the other and beside no others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AwsCollection : ICollectionFixture<AwsEnvironment>
{
    internal const string Name = "AWS";
}
