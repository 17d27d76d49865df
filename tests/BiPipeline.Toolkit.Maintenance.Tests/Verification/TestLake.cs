using System.Text;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Maintenance.Tests.Stores;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.Maintenance.Tests.Verification;

/// <summary>A lake that the pipelines wrote, from a seed.</summary>
sealed class TestLake
{
    static readonly byte[] HashKey = Encoding.UTF8.GetBytes("a secret of at least 16 bytes");

    readonly List<IReadOnlyList<string>> _batches = [];

    TestLake(LakeTraits traits, int seed)
    {
        (Traits, Events) = (traits, new(new Random(seed)));
        Schemas = SchemasOf(traits, version: 1);
    }

    internal LakeTraits Traits { get; }

    internal StreamEvents Events { get; }

    internal FakeTimeProvider Time { get; } = new(StreamEvents.FirstDay);

    internal InMemoryMaintenanceStore Store { get; private set; } = null!;

    /// <summary>The newest schemas.</summary>
    internal IReadOnlyList<TableSchema> Schemas { get; private set; }

    /// <summary>The keys that each batch wrote.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Batches => _batches;

    internal VerificationOptions Options => new()
    {
        Schemas = Schemas,
        // Two days after the last put.
        TimeProvider = new FakeTimeProvider(Time.GetUtcNow().AddDays(2)),
    };

    internal static FlattenOptions Flatten => new() { HashKey = HashKey };

    internal static async Task<TestLake> CreateAsync(LakeTraits traits, int seed, int events = 160)
    {
        var lake = new TestLake(traits, seed);
        lake.Store = new InMemoryMaintenanceStore(lake.Time);
        await lake.WriteAsync(lake.Events.Make(events / 2, half: 0, traits.HasFlag(LakeTraits.Quarantine), traits.HasFlag(LakeTraits.Kinesis)));
        if (traits.HasFlag(LakeTraits.TwoVersions)) { lake.Schemas = SchemasOf(traits, version: 2); }
        await lake.WriteAsync(lake.Events.Make(events / 2, half: 1, traits.HasFlag(LakeTraits.Quarantine), traits.HasFlag(LakeTraits.Kinesis)));
        lake.Time.SetUtcNow(StreamEvents.FirstDay.AddDays(StreamEvents.Days));
        return lake;
    }

    /// <summary>Verifies a store with this lake's schemas.</summary>
    internal static async Task<VerificationOutcome> VerifyAsync(IMaintenanceStore store, VerificationOptions options)
    {
        var verification = new LakeVerification(store, options);
        return await verification.RunAsync(await verification.PlanAsync());
    }

    internal Task<VerificationOutcome> VerifyAsync() => VerifyAsync(Store, Options);

    /// <summary>Writes a batch, and keeps which keys it wrote.</summary>
    internal async Task<IReadOnlyList<string>> WriteBatchAsync(IMaintenanceStore store, IReadOnlyList<TableSchema> schemas, IEnumerable<string> records)
    {
        var recording = new RecordingStore(store);
        var pipeline = new StreamPipeline(recording, new() { Schemas = schemas, Flatten = Flatten, TimeProvider = Time });
        // The number follows from the record, as a redelivered record has the same.
        var payload = Traits.HasFlag(LakeTraits.Kinesis)
            ? StreamEvents.KinesisBatch(records.Select(record => (record, 49_000_000_000 + XxHash32(record))))
            : StreamEvents.Batch(records);
        (await pipeline.ProcessAsync(payload)).Commit.IsComplete.ShouldBeTrue();
        return [.. recording.Created.Where(key => LakeLayout.TryParseKey(key, out _))];
    }

    internal static IReadOnlyList<TableSchema> SchemasOf(LakeTraits traits, int version)
    {
        var partitions = traits.HasFlag(LakeTraits.ByColumn)
            ? """{ "name": "zone", "source": "region", "transform": "identity", "values": ["eu", "us", "other"] }"""
            : traits.HasFlag(LakeTraits.ByMonth)
                ? """{ "name": "month", "source": "event_time", "transform": "month", "from": "2026-01-01" }"""
                : """{ "name": "dt", "source": "event_time", "transform": "day", "from": "2020-01-01" }""";
        var children = traits.HasFlag(LakeTraits.Children)
            ? """
              , "children": [ { "table": "order_items", "path": "items", "columns": [
                  { "name": "sku", "path": "sku", "type": "string" }, { "name": "price", "path": "price", "type": "decimal(10,2)" } ] } ]
              """
            : "";
        var policies = traits.HasFlag(LakeTraits.Policies)
            ? """, "policies": [ { "path": "email", "action": "hash" }, { "path": "note", "action": "drop" } ]"""
            : "";
        var more = version == 1 ? "" : """, { "name": "paid", "path": "paid", "type": "boolean" } """;
        var order = traits.HasFlag(LakeTraits.Kinesis) ? """, "order": "time" """ : "";
        var items = traits.HasFlag(LakeTraits.Children)
            ? ""
            : """{ "name": "items", "path": "items", "type": "array<struct<sku:string,price:decimal(10,2)>>" },""";
        TableSchema Of(string table, string rest) => TableSchema.Parse($$"""
            { "table": "{{table}}", "version": {{version}}, "keys": ["order_id"],
              "columns": [
                { "name": "order_id", "path": "orderId", "type": "string" },
                { "name": "region", "path": "region", "type": "string" },
                { "name": "email", "path": "email", "type": "string" },
                { "name": "amount", "path": "amount", "type": "decimal(12,2)" },
                { "name": "weight", "path": "weight", "type": "double" }, {{(table == "orders" ? items : "")}}
                { "name": "tags", "path": "tags", "type": "map<string,string>" } {{more}} ],
              "partitions": [ {{partitions}} ],
              "unknown": "rescue" {{(table == "orders" ? children : "")}} {{policies}} {{order}} {{rest}} }
            """);
        return traits.HasFlag(LakeTraits.Entities)
            ?
            [
                Of("orders", """, "source": { "table": "orders" }, "entity": { "attribute": "kind", "equals": "A" }, "ignored": [ { "attribute": "kind", "equals": "C" } ] """),
                Of("refunds", """, "source": { "table": "orders" }, "entity": { "attribute": "kind", "equals": "B" } """),
            ]
            : [Of("orders", "")];
    }

    async Task WriteAsync(IReadOnlyList<string> records)
    {
        if (Traits.HasFlag(LakeTraits.FromFiles))
        {
            var text = Encoding.UTF8.GetBytes(string.Join('\n', records.Select(record => record.ReplaceLineEndings(" "))));
            await new FilePipeline(Store, new() { Schemas = Schemas, Flatten = Flatten, Threads = 2 })
                .RunAsync([FileInput.From("records.jsonl", text.Length, () => new MemoryStream(text))]);
            return;
        }
        for (var start = 0; start < records.Count;)
        {
            var count = Math.Min(records.Count - start, Events.Random.Next(5, 20));
            await AddBatchAsync(records.Skip(start).Take(count));
            if (Traits.HasFlag(LakeTraits.Redelivered))
            {
                // The same batch, and parts of it.
                if (Events.Random.Next(3) == 0) { await AddBatchAsync(records.Skip(start).Take(count)); }
                if (Events.Random.Next(3) == 0) { await AddBatchAsync(records.Skip(start + Events.Random.Next(4)).Take(Events.Random.Next(1, count + 3))); }
            }
            start += count;
            Time.Advance(TimeSpan.FromDays(StreamEvents.Days / 2.0 * count / records.Count));
        }
    }

    static long XxHash32(string text) => System.IO.Hashing.XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(text));

    async Task AddBatchAsync(IEnumerable<string> records) => _batches.Add(await WriteBatchAsync(Store, Schemas, records));
}
