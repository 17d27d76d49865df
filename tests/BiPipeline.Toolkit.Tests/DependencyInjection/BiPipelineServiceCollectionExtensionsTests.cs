using BiPipeline.Toolkit.Tests.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.Tests.DependencyInjection;

public sealed class BiPipelineServiceCollectionExtensionsTests
{
    [Fact]
    public async Task AddBiPipeline_OptionsAndStore_GivesOnePipelineThatWritesThere()
    {
        var store = new InMemoryObjectStore();
        await using var provider = new ServiceCollection().AddBiPipeline(Orders.Options, _ => store).BuildServiceProvider();

        var pipeline = provider.GetRequiredService<StreamPipeline>();
        await pipeline.ProcessAsync(Change.Event(new Change("a", "1")), CancellationToken.None);

        provider.GetRequiredService<StreamPipeline>().ShouldBeSameAs(pipeline);
        LakeContents.Of(store).Rows.ShouldBe(["e-a-1"]);
    }

    [Fact]
    public async Task AddBiPipeline_UsesTheTimeProviderOfTheServices()
    {
        var time = new FakeTimeProvider(Change.Begin);
        await using var provider = new ServiceCollection().AddSingleton<TimeProvider>(time).AddBiPipeline(Orders.Options, _ => new InMemoryObjectStore()).BuildServiceProvider();

        var outcome = await provider.GetRequiredService<StreamPipeline>().ProcessAsync(Change.Event(new Change("a", "1")), time.GetUtcNow(), CancellationToken.None);

        outcome.RedeliverFrom.ShouldBe("1");
    }

    [Fact]
    public void AddBiPipeline_WrongOptions_ThrowsAtOnce() =>
        Should.Throw<ToolkitOptionsException>(() => new ServiceCollection().AddBiPipeline(Orders.Options with { Schemas = [] }, _ => new InMemoryObjectStore())).Problems.ShouldContain(problem => problem.StartsWith("Schemas is empty", StringComparison.Ordinal));
}
