namespace BiPipeline.Toolkit.Parquet.Tests;

/// <summary>Rows like those of an order stream: keys, codes, amounts, times, nested items; from a seed.</summary>
static class Orders
{
    static readonly string[] Statuses = ["PLACED", "PAID", "SHIPPED", "DELIVERED", "CANCELLED"];
    static readonly string[] Notes = ["Leave at the \"back\" door\nthanks", "naïve café ☕", "plain note"];

    internal static IReadOnlyList<ColumnSpec> Specs { get; } =
    [
        new("order_id", DataType.String), new("status", DataType.String), new("amount", DataType.Decimal(12, 2)), new("tax", DataType.Decimal(9, 2)),
        new("exact", DataType.Decimal(38, 10)), new("created_at", DataType.Timestamp), new("day", DataType.Date), new("is_gift", DataType.Boolean), new("version", DataType.Int),
        new("weight", DataType.Double), new("note", DataType.String), new("big", DataType.Bigint),
        new("items", DataType.Parse("array<struct<sku:string,qty:int,price:decimal(12,2)>>")), new("tags", DataType.Map(DataType.String)), new("_rescued", DataType.String),
    ];

    internal static IReadOnlyList<ColumnBatch> Batches(int count, int rows)
    {
        var random = new Random(42);
        return [.. Enumerable.Range(0, count).Select(batch => Table(random, batch * rows, rows).ToBatch())];
    }

    internal static Rows Table(Random random, int first, int rows) => new(Specs, [.. Enumerable.Range(first, rows).Select(row => Row(random, row))]);

    static object?[] Row(Random random, int row) =>
    [
        $"ORD-{(random.Next(10) < 7 ? row : random.Next(row + 1)):d9}",
        Statuses[random.Next(Statuses.Length)],
        (Int128)random.Next(-50_000, 250_000),
        random.Next(20) == 0 ? null : (Int128)random.Next(0, 40_000),
        (Int128)random.NextInt64() * random.Next(-1_000_000, 1_000_000),
        1_735_689_600_000L + (row * 26_000L) + random.Next(26_000),
        20_089 + (row / 500),
        random.Next(10) == 0,
        random.Next(1, 13),
        random.Next(40_000) / 1000.0,
        random.Next(3) == 0 ? Notes[random.Next(Notes.Length)] : null,
        random.NextInt64(),
        Enumerable.Range(0, random.Next(5)).Select(_ => (object?)new object?[] { $"SKU-{random.Next(5_000):d5}", random.Next(1, 10), (Int128)random.Next(100, 30_000) }).ToList(),
        random.Next(8) == 0 ? null : Enumerable.Range(0, random.Next(3)).Select(tag => ($"t{tag}", (object?)(random.Next(4) == 0 ? null : $"v{random.Next(9)}"))).ToList(),
        null,
    ];
}
