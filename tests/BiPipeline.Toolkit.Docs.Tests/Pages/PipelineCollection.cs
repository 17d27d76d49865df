namespace BiPipeline.Toolkit.Docs.Tests.Pages;

/// <summary>Tests that run a pipeline one at a time, because its meter and its spans belong to the process.</summary>
[CollectionDefinition(Name)]
public sealed class PipelineCollection
{
    internal const string Name = "pipelines";
}
