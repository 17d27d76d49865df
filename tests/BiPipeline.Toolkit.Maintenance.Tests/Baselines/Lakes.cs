namespace BiPipeline.Toolkit.Maintenance.Tests.Baselines;

/// <summary>Schemas and options of the tests.</summary>
static class Lakes
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    internal static TableSchema Orders { get; } = TableSchema.Parse("""
        { "table": "orders", "version": 1, "keys": ["order_id"],
          "columns": [
            { "name": "order_id", "path": "orderId", "type": "string" },
            { "name": "amount", "path": "amount", "type": "decimal(12,2)" },
            { "name": "region", "path": "region", "type": "string" } ],
          "partitions": [ { "name": "dt", "source": "event_time", "transform": "day", "from": "2020-01-01" } ],
          "unknown": "rescue" }
        """);

    /// <summary>The same orders by a column.</summary>
    internal static TableSchema ByRegion { get; } = Orders with
    {
        Partitions = [new PartitionField("zone", "region", PartitionTransform.Identity) { Values = ["eu", "us", "other"] }],
    };

    internal static BackfillOptions Options(params IReadOnlyList<TableSchema> schemas) => new()
    {
        Pipeline = new() { Schemas = schemas.Count == 0 ? [Orders] : schemas, Format = new TextFormat(), TimeProvider = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now) },
    };

    internal static Backfill Of(IObjectStore store, BackfillOptions? options = null) => new(store, options ?? Options());

    internal static async Task<BackfillOutcome> RunAsync(IObjectStore store, string place, BackfillOptions? options = null)
    {
        var backfill = Of(store, options);
        return await backfill.RunAsync(await backfill.PlanAsync([place]));
    }

    /// <summary>The keys of a store below a prefix.</summary>
    internal static IReadOnlyList<string> Below(this InMemoryObjectStore store, string prefix) => [.. store.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))];
}
