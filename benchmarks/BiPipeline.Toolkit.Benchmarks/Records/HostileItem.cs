using System.Globalization;

namespace BiPipeline.Toolkit.Benchmarks.Records;

/// <summary>Valid records that slow readers down.</summary>
static class HostileItem
{
    const int Depth = 20;

    internal static TableSchema Schema() => TableSchema.Parse("""
        { "table": "bench", "keys": ["order_id"], "unknown": "rescue",
          "columns": [
            { "name": "order_id", "path": "orderId", "type": "string" },
            { "name": "amount", "path": "amount", "type": "decimal(12,2)" },
            { "name": "long_number", "path": "longNumber", "type": "decimal(38,0)" },
            { "name": "small_number", "path": "smallNumber", "type": "double" },
            { "name": "text", "path": "text", "type": "string" },
            { "name": "created_at", "path": "createdAt", "type": "timestamp" },
            { "name": "quoted_name", "path": "quoted\"\nname", "type": "string" },
            { "name": "blob", "path": "blob", "type": "binary" } ],
          "partitions": [ { "name": "dt", "source": "event_time", "transform": "day" } ] }
        """);

    internal static void Write(ItemWriter item, Random random)
    {
        if (random.NextDouble() < 0.5) { item.Number("amount", random.Money(1, 999)); }
        else { item.Text("amount", "n/a"); }
        item.Number("longNumber", random.Digits(38));
        item.Number("smallNumber", string.Create(CultureInfo.InvariantCulture, $"-{random.Digits(17)}E-{random.Next(1, 99)}"));
        item.Text("text", string.Concat(Enumerable.Repeat("\"\\/\b\f\n\r\t\u0001 日本語 ☕ 😀 <tag> & 'x' ", random.Next(1, 5))));
        item.Text("createdAt", random.NextDouble() < 0.5 ? "2025-01-01T10:20:30.123456789+05:30" : "yesterday");
        item.Text("quoted\"\nname", "");
        item.Binary("blob", BlobOf(random));
        item.Set("numbers", "NS", Enumerable.Range(1, 20).Select(number => random.Digits(number)));
        Nest(item, random, Depth);
    }

    static byte[] BlobOf(Random random)
    {
        var blob = new byte[random.Next(256)];
        random.NextBytes(blob);
        return blob;
    }

    static void Nest(ItemWriter item, Random random, int depth)
    {
        if (depth == 0) { item.Text("é", random.Digits(8)); }
        else { item.Map("unknown", () => Nest(item, random, depth - 1)); }
    }
}
