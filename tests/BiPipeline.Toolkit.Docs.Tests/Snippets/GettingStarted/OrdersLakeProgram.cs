using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Lambda;

namespace OrdersLake;

/// <summary>Program.cs of docs/getting-started.md.</summary>
static class OrdersLakeProgram
{
    internal static async Task<int> MainAsync()
    {
        return await LambdaFunction.RunAsync(function => new StreamPipeline(ObjectStores.Open(function["LAKE"]),
            new() { Schemas = [TableSchema.Load(function.PathOf("orders.schema.json"))] }, function.CreateLogger<StreamPipeline>()));
    }
}
