using System.Text;
using BiPipeline.Toolkit.Maintenance.Tests.Exports;
using BiPipeline.Toolkit.Maintenance.Tests.Stores;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.Maintenance.Tests.Verification;

/// <summary>A lake of a stream against an export of the same table. The table itself is a dictionary of the test.</summary>
public sealed class ComparisonTests
{
    static readonly DateTimeOffset Time = DateTimeOffset.Parse(ExportFolder.Time, CultureInfo.InvariantCulture);

    static readonly TableSchema Schema = TableSchema.Parse("""
        { "table": "orders", "keys": ["order_id"],
          "columns": [ { "name": "order_id", "path": "orderId", "type": "string" }, { "name": "amount", "path": "amount", "type": "decimal(12,2)" },
                       { "name": "tags", "path": "tags", "type": "map<string,string>" }, { "name": "all", "path": "all", "type": "string" } ],
          "partitions": [ { "name": "dt", "source": "event_time", "transform": "day" } ] }
        """);

    [Fact]
    public async Task RunAsync_StreamThatLostNothing_IsEqual()
    {
        var table = new Table(seed: 1, newest: Time.AddHours(-1));
        var outcome = await CompareAsync(table, table.Batches);

        outcome.HasFaults.ShouldBeFalse(outcome.ToString());
        (outcome.Items, outcome.Equal, outcome.Undecided, outcome.Unseen).ShouldBe((table.Items.Count, table.Items.Count, 0, 0));
    }

    [Fact]
    public async Task RunAsync_LostBatch_ReportsExactlyTheKeysThatDiffer()
    {
        for (var seed = 2; seed < 2 + TestVolume.Of(usual: 6, full: 60); seed++)
        {
            var table = new Table(seed, newest: Time.AddHours(-1));
            var kept = table.Batches.Where((_, i) => i != table.Batches.Count - 3).ToList();

            var outcome = await CompareAsync(table, kept);

            // The state without the lost batch, by applying the others.
            var shown = Table.Apply(kept.SelectMany(batch => batch));
            var seen = kept.SelectMany(batch => batch).Select(change => change.Key).ToHashSet();
            outcome.Equal.ShouldBe(table.Items.Count(item => shown.TryGetValue(item.Key, out var own) && own == item.Value), $"seed {seed}");
            outcome.Differs.ShouldBe(table.Items.Count(item => shown.TryGetValue(item.Key, out var own) && own != item.Value), $"seed {seed}");
            outcome.OnlyInLake.ShouldBe(shown.Keys.Count(key => !table.Items.ContainsKey(key)), $"seed {seed}");
            outcome.OnlyInExport.ShouldBe(table.Items.Keys.Count(key => !shown.ContainsKey(key) && seen.Contains(key)), $"seed {seed}");
            outcome.Unseen.ShouldBe(table.Items.Keys.Count(key => !shown.ContainsKey(key) && !seen.Contains(key)), $"seed {seed}");
        }
    }

    [Fact]
    public async Task RunAsync_ChangesAroundTheExport_AreUndecided()
    {
        var table = new Table(seed: 100, newest: Time.AddMinutes(4));
        var late = table.Batches.SelectMany(batch => batch).Where(change => (change.Time - Time).Duration() < TimeSpan.FromMinutes(5)).Select(change => change.Key).Distinct().ToList();

        var outcome = await CompareAsync(table, table.Batches);

        late.Count.ShouldBeGreaterThan(0);
        outcome.Undecided.ShouldBe(late.Count);
        outcome.HasFaults.ShouldBeFalse(outcome.ToString());
    }

    [Fact]
    public async Task RunAsync_ExportThatIsInTheLake_DoesNotProveItself()
    {
        var table = new Table(seed: 101, newest: Time.AddHours(-1));
        var kept = table.Batches.Take(table.Batches.Count - 4).ToList();

        var before = await CompareAsync(table, kept);
        var after = await CompareAsync(table, kept, backfills: true);

        before.HasFaults.ShouldBeTrue();
        (after with { Export = before.Export }).ToJson().ShouldBe(before.ToJson());
    }

    [Fact]
    public async Task RunAsync_WithHashKey_NamesKeysByTheirHmac()
    {
        var table = new Table(seed: 102, newest: Time.AddHours(-1));
        table.Items["o1"] = "an amount that no change had";

        var outcome = await CompareAsync(table, table.Batches, hashKey: "a secret of at least 16 bytes");

        var hmac = System.Security.Cryptography.HMACSHA256.HashData("a secret of at least 16 bytes"u8, "o1"u8);
        outcome.Keys.Single().ShouldStartWith($"orders: hmac:{Convert.ToHexStringLower(hmac)[..32]}: ");
        outcome.ToString().ShouldNotContain("o1,");
    }

    [Fact]
    public async Task RunAsync_IncrementalExport_IsRefused()
    {
        using var folder = new TemporaryDirectory();
        var place = new ExportFolder().Incremental("2026-11-01T00:00:00.000Z", "2026-11-02T00:00:00.000Z", "01793664000000-11111111").Write(folder.FullPath);

        var refused = await Should.ThrowAsync<MaintenanceRefusedException>(() => new ExportComparison(new InMemoryMaintenanceStore(), Options("")).RunAsync(place));

        refused.Message.ShouldContain("expected a full export");
    }

    static VerificationOptions Options(string hashKey) => new()
    {
        Schemas = [Schema],
        Flatten = new() { HashKey = Encoding.UTF8.GetBytes(hashKey) },
        TimeProvider = new FakeTimeProvider(Time.AddDays(1)),
        Threads = 2,
    };

    static async Task<ComparisonOutcome> CompareAsync(Table table, IReadOnlyList<IReadOnlyList<Change>> batches, bool backfills = false, string hashKey = "")
    {
        using var folder = new TemporaryDirectory();
        var store = new InMemoryMaintenanceStore();
        foreach (var batch in batches)
        {
            await new StreamPipeline(store, new() { Schemas = [Schema] }).ProcessAsync(StreamEvents.Batch(batch.Select(change => change.ToRecord())));
        }
        var place = ExportFolder.Of(table.Items.Select(item => $$$"""{"Item":{{{Change.Image(item.Key, item.Value, reversed: true)}}}}""")).Write(folder.FullPath);
        if (backfills)
        {
            var backfill = new Backfill(store, new() { Pipeline = new() { Schemas = [Schema], TimeProvider = new FakeTimeProvider(Time.AddDays(1)) } });
            await backfill.RunAsync(await backfill.PlanAsync([place]));
        }
        return await new ExportComparison(store, Options(hashKey)).RunAsync(place);
    }

    sealed record Change(string Key, string? Value, DateTimeOffset Time, long Sequence)
    {
        // An export may have attributes in another order.
        internal static string Image(string key, string value, bool reversed)
        {
            var tags = reversed
                ? $$$"""{"b":{"S":"x"},"a":{"S":"{{{value.Length}}}"}}"""
                : $$$"""{"a":{"S":"{{{value.Length}}}"},"b":{"S":"x"}}""";
            var all = reversed ? """{"M":{"y":{"N":"2"},"x":{"S":"q"}}}""" : """{"M":{"x":{"S":"q"},"y":{"N":"2"}}}""";
            var amount = value.All(c => char.IsAsciiDigit(c) || c == '.') ? value : "1";
            return $$$$"""{"orderId":{"S":"{{{{key}}}}"},"amount":{"N":"{{{{amount}}}}"},"tags":{"M":{{{{tags}}}}},"all":{{{{all}}}}}""";
        }

        internal string ToRecord()
        {
            var image = Value is null ? "" : $""","NewImage":{Image(Key, Value, reversed: false)}""";
            return $$$$"""{"eventID":"e{{{{Sequence}}}}","eventName":"{{{{(Value is null ? "REMOVE" : "MODIFY")}}}}","awsRegion":"eu-west-1","dynamodb":{"ApproximateCreationDateTime":{{{{Time.ToUnixTimeSeconds()}}}},"Keys":{"orderId":{"S":"{{{{Key}}}}"}}{{{{image}}}},"SequenceNumber":"{{{{Sequence}}}}"},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000"}""";
        }
    }

    sealed class Table
    {
        internal Table(int seed, DateTimeOffset newest)
        {
            var random = new Random(seed);
            List<Change> changes = [];
            for (var i = 0; i < 120; i++)
            {
                var time = newest.AddMinutes(-(120 - i));
                changes.Add(new($"o{random.Next(30)}", random.Next(4) == 0 ? null : $"{random.Next(1000)}.{random.Next(1, 9)}", time, 1000 + i));
            }
            Batches = [.. changes.Chunk(10)];
            // The export is of the changes until its time.
            Items = Apply(changes.Where(change => change.Time <= Time));
        }

        internal IReadOnlyList<IReadOnlyList<Change>> Batches { get; }

        internal Dictionary<string, string> Items { get; }

        internal static Dictionary<string, string> Apply(IEnumerable<Change> changes)
        {
            Dictionary<string, string> items = new(StringComparer.Ordinal);
            foreach (var change in changes)
            {
                if (change.Value is { } value) { items[change.Key] = value; }
                else { items.Remove(change.Key); }
            }
            return items;
        }
    }
}
