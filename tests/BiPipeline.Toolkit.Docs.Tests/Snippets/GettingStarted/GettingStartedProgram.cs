using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Lake;
using Microsoft.Extensions.DependencyInjection;

namespace OrdersLake;

/// <summary>Program.cs of docs/getting-started.md.</summary>
static class GettingStartedProgram
{
    internal static async Task MainAsync()
    {
        string Setting(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");

        var options = new StreamPipelineOptions
        {
            Schemas = [TableSchema.Load(Path.Combine(AppContext.BaseDirectory, "orders.schema.json"))],
            EmbeddedMetrics = EmbeddedMetrics.ToConsole("OrdersLake"),
        };
        var lake = Setting("LAKE");     // s3://my-lake/orders
        var services = new ServiceCollection().AddBiPipeline(options, _ => ObjectStores.Open(lake));
        await using var provider = services.BuildServiceProvider();

        using var runtime = new HttpClient { BaseAddress = new Uri($"http://{Setting("AWS_LAMBDA_RUNTIME_API")}/2018-06-01/runtime/"), Timeout = Timeout.InfiniteTimeSpan };
        await Function.RunAsync(runtime, provider.GetRequiredService<StreamPipeline>(), CancellationToken.None);
    }
}
