using System.Text;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.Lambda;

namespace BiPipeline.Toolkit.Docs.Tests.Snippets;

/// <summary>The functions of docs/recipes, unchanged. They are compiled.</summary>
static class RecipeSnippets
{
    internal static async Task<int> SeveralTablesAsync()
    {
        return await LambdaFunction.RunAsync(function => new StreamPipeline(
            ObjectStores.Open(function["LAKE"]),
            new()
            {
                Schemas =
                [
                    TableSchema.Load(function.PathOf("customers.schema.json")),
                    TableSchema.Load(function.PathOf("invoices.schema.json")),
                ],
            },
            function.CreateLogger<StreamPipeline>()));
    }

    internal static async Task<int> PersonalDataAsync()
    {
        return await LambdaFunction.RunAsync(function => new StreamPipeline(
            ObjectStores.Open(function["LAKE"]),
            new()
            {
                Schemas = [TableSchema.Load(function.PathOf("orders.schema.json"))],
                Flatten = new() { HashKey = Encoding.UTF8.GetBytes(function["BIPIPELINE_HASH_KEY"]) },
            },
            function.CreateLogger<StreamPipeline>()));
    }
}
