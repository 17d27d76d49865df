namespace BiPipeline.Toolkit.Benchmarks.Records;

/// <summary>Four short attributes, to show the cost of a record besides its values.</summary>
static class SmallItem
{
    static readonly string[] States = ["on", "off", "idle"];

    internal static void Write(ItemWriter item, Random random)
    {
        item.Text("state", random.Pick(States));
        item.Number("count", random.Next(1_000_000));
        item.Number("price", random.Money(1, 99));
        item.Flag("active", random.NextDouble() < 0.5);
    }
}
