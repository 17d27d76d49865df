using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Lake;

var schema = TableSchema.Parse("""
    { "table": "orders", "keys": ["order_id"],
      "columns": [
        { "name": "order_id", "path": "orderId", "type": "string" },
        { "name": "amount",   "path": "amount",  "type": "decimal(12,2)" } ],
      "partitions": [ { "name": "dt", "source": "event_time", "transform": "day" } ] }
    """);
var pipeline = new StreamPipeline(new DirectoryObjectStore(args[0]), new() { Schemas = [schema] });

await using var payload = Console.OpenStandardInput();
await using var answer = await pipeline.HandleAsync(payload, CancellationToken.None);
await answer.CopyToAsync(Console.OpenStandardOutput());
