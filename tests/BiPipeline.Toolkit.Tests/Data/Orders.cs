namespace BiPipeline.Toolkit.Tests.Data;

/// <summary>The orders that the tests write.</summary>
static class Orders
{
    internal static TableSchema Schema { get; } = TableSchema.Parse("""
        { "table": "orders", "keys": ["id"],
          "columns": [
            { "name": "id", "path": "id", "type": "string" },
            { "name": "amount", "path": "amount", "type": "decimal(38,0)" },
            { "name": "text", "path": "text", "type": "string" } ],
          "partitions": [ { "name": "dt", "source": "event_time", "transform": "day" } ],
          "children": [ { "table": "order_lines", "path": "lines", "columns": [ { "name": "sku", "path": "sku", "type": "string" } ] } ] }
        """);

    internal static StreamPipelineOptions Options { get; } = new() { Schemas = [Schema], Format = new TextFormat() };

    /// <summary>Changes of several days with child rows, one in seven of them poison.</summary>
    internal static Change[] Some(int count, int days = 3) =>
        [.. Enumerable.Range(0, count).Select(i => new Change($"o{i % 5}", $"{900 + (i * 13)}") { Day = i * 5 % days, Lines = i % 3, Poison = i % 7 == 3, Op = i % 4 == 3 ? "REMOVE" : "MODIFY" })];
}
