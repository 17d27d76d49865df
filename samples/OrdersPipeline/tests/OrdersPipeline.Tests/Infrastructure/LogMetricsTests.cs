using System.Text;
using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Lake;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>The metric filters count the lines that the pipeline writes.</summary>
[Collection(nameof(Templates))]
public sealed class LogMetricsTests(Templates templates)
{
    [RequiresFact(Need.CfnLint)]
    public async Task QuarantineMetric_BatchWithAnUnreadableRecord_CountsOnce()
    {
        using var lake = new TemporaryDirectory();

        await ShouldCountAsync("QuarantineMetric", new DirectoryObjectStore(lake.FullPath), Encoding.UTF8.GetBytes(Payloads.Poison));
    }

    [RequiresFact(Need.CfnLint)]
    public async Task NotStoredMetric_BatchThatS3Refuses_CountsOnce() =>
        await ShouldCountAsync("NotStoredMetric", new FaultyStore(new InMemoryObjectStore(), (_, _) => StoreFault.Refusal("refused")), Payloads.First);

    async Task ShouldCountAsync(string metric, IObjectStore store, ReadOnlyMemory<byte> payload)
    {
        var filter = (await templates.MainAsync()).Properties(metric);
        var log = new EventIds();

        await new StreamPipeline(store, new() { Schemas = [SampleLake.Schema] }, log).ProcessAsync(payload, CancellationToken.None);

        log.Seen.Count(id => filter["FilterPattern"]!.GetValue<string>() == $"{{ $.eventId = {id} }}").ShouldBe(1);
        filter["LogGroupName"]!.GetValue<string>().ShouldBe("StreamLogGroup");
    }
}
