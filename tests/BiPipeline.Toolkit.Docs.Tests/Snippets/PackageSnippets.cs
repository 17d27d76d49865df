using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Lake;

namespace OwnProgram;

/// <summary>The C# of the packages' READMEs, unchanged, with its schema and store. It is compiled.</summary>
static class PackageSnippets
{
    internal static async Task FilesAsync()
    {
        var schema = TableSchema.Load("orders.schema.json");
        var pipeline = new FilePipeline(ObjectStores.Open("out/lake"), new() { Schemas = [schema] });
        var outcome = await pipeline.RunAsync(["records.jsonl"]);

        Console.WriteLine($"{outcome.Records} records, {outcome.Rows} rows, {outcome.Quarantined} in quarantine");
    }

    internal static void Schemas()
    {
        var schema = TableSchema.Load("orders.schema.json");   // SchemaException lists every problem with its place
        foreach (var column in schema.Columns)
        {
            Console.WriteLine($"{column.Name} {column.Type} from {column.Path}");
        }
        File.WriteAllText("orders.schema.json", schema.ToJson());
    }

    internal static async Task StoresAsync()
    {
        var store = ObjectStores.Open("s3://my-lake/orders");                 // or a folder
        var content = ObjectContent.Of("first"u8.ToArray());
        var first = await store.PutAsync("notes/1.txt", content);            // Created
        var again = await store.PutAsync("notes/1.txt", content);            // AlreadyExists: nothing is overwritten
        await foreach (var item in store.ListAsync("notes/")) { Console.WriteLine($"{item.Key} {item.Bytes}"); }
        (first, again).ShouldBe((PutOutcome.Created, PutOutcome.AlreadyExists));
    }
}
