namespace BiPipeline.Toolkit.Docs.Tests.Pages;

/// <summary>Tests that run a pipeline, one at a time: its meter and its spans are the process's.</summary>
[CollectionDefinition(Name)]
public sealed class PipelineCollection
{
    internal const string Name = "pipelines";
}
