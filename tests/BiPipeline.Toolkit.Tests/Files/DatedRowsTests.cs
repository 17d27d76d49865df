using System.Text;
using BiPipeline.Toolkit.Flattening;
using BiPipeline.Toolkit.Tests.Data;
using Microsoft.Extensions.Time.Testing;

namespace BiPipeline.Toolkit.Tests.Files;

/// <summary>Tests items and incremental exports in a lake: their time, their place, and that reading the lake again adds nothing.</summary>
public sealed class DatedRowsTests
{
    static readonly DateTimeOffset T = new(2026, 11, 3, 0, 0, 0, TimeSpan.Zero);

    static readonly TableSchema Protected = TableSchema.Parse("""
        {"table":"orders","keys":["id"],"unknown":"rescue","columns":[{"name":"id","path":"id","type":"string"},{"name":"amount","path":"amount","type":"bigint"}],
         "partitions":[{"name":"dt","source":"event_time","transform":"day"}],
         "policies":[{"path":"id","action":"hash"},{"path":"text","action":"hash"},{"path":"lines.sku","action":"drop"}]}
        """);

    static FilePipelineOptions Options => new() { Schemas = [Orders.Schema], AsOf = T, TimeProvider = new FakeTimeProvider(T.AddDays(1)) };

    static byte[] Items(int count) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, count).Select(i =>
        $$$$"""{"Item":{"id":{"S":"o{{{{i}}}}"},"amount":{"N":"{{{{i}}}}"},"text":{"S":"{{{{new string('x', i % 90)}}}}"},"lines":{"L":[{"M":{"sku":{"S":"s"}}}]}}}""" + "\n")));

    // Every form of line: an item with and without its time, bare, of another time; an export's line of each view.
    static byte[] Mixed(int count) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, count).Select(i => (i % 7) switch
    {
        0 => $$$$$"""{"Item":{"id":{"S":"o{{{{{i}}}}}"},"lines":{"L":[{"M":{"sku":{"S":"s"}}}]}}}""",
        1 => $$$$$"""{"id":{"S":"o{{{{{i}}}}}"},"text":{"S":"{{{{{new string('y', i % 50)}}}}}"}}""",
        2 => $$$$$"""{"asOf":"2026-10-0{{{{{1 + (i % 9)}}}}}T00:00:00.000Z","Item":{"id":{"S":"o{{{{{i}}}}}"}}}""",
        3 => $$$$$"""{"Metadata":{"WriteTimestampMicros":"{{{{{1_790_000_000_000_000 + (i * 3_000_000_000L)}}}}}"},"Keys":{"id":{"S":"o{{{{{i}}}}}"}},"NewImage":{"id":{"S":"o{{{{{i}}}}}"}}}""",
        4 => $$$$$"""{"Metadata":{"WriteTimestampMicros":"{{{{{1_790_000_000_000_000 + (i * 3_000_000_000L)}}}}}"},"Keys":{"id":{"S":"o{{{{{i}}}}}"}},"NewImage":{"id":{"S":"o{{{{{i}}}}}"}},"OldImage":{"id":{"S":"o{{{{{i}}}}}"}}}""",
        5 => $$$$$"""{"Metadata":{"WriteTimestampMicros":"{{{{{1_790_000_000_000_000 + (i * 3_000_000_000L)}}}}}"},"Keys":{"id":{"S":"o{{{{{i}}}}}"}}}""",
        _ => $$$$$"""{"Item":{"text":{"S":"no key {{{{{i}}}}}"}}}""",
    } + "\n")));

    static FileInput Input(string name, byte[] bytes) => FileInput.From(name, bytes.Length, () => new MemoryStream(bytes, writable: false));

    static FileInput[] Zone(InMemoryObjectStore store, string zone) =>
        [.. store.Keys.Where(key => key.StartsWith(zone, StringComparison.Ordinal)).Select(key => Input(key, store[key].ToArray()))];

    static async Task<(InMemoryObjectStore Store, FileOutcome Outcome)> RunAsync(FilePipelineOptions options, params FileInput[] inputs)
    {
        var store = new InMemoryObjectStore();
        return (store, await new FilePipeline(store, options).RunAsync(inputs));
    }

    static void Put(InMemoryObjectStore store, string key) => store.PutAsync(key, ObjectContent.Of("{}"u8.ToArray())).GetAwaiter().GetResult().ShouldBe(PutOutcome.Created);

    [Fact]
    public async Task Items_AreInThePartitionOfTheirTime()
    {
        var (store, outcome) = await RunAsync(Options, Input("items.json", Items(10)));

        (outcome.Records, outcome.Rows, outcome.ChildRows, outcome.Quarantined).ShouldBe((10, 10, 10, 0));
        store.Keys.Select(key => key.Split('-')[^1].Length is var digits ? key[..^digits] : "").ShouldBe(
        [
            "processed/order_lines/dt=2026-11-03/x-x-10-", "processed/orders/dt=2026-11-03/x-x-10-", "raw/orders/dt=2026-11-03/x-x-10-", "schemas/orders/1-", "",
        ]);
        LakeContents.Unzip(store[store.Keys.Single(key => key.StartsWith("raw/", StringComparison.Ordinal))]).Split('\n')[3]
            .ShouldBe("""{"asOf":"2026-11-03T00:00:00.000Z","Item":{"id":{"S":"o3"},"amount":{"N":"3"},"text":{"S":"xxx"},"lines":{"L":[{"M":{"sku":{"S":"s"}}}]}}}""");
    }

    [Fact]
    public async Task Objects_DoNotDependOnThreadsOrChunks()
    {
        var bytes = Mixed(9_000);
        var (expected, outcome) = await RunAsync(Options with { ChunkBytes = 64 * 1024 }, Input("items.json", bytes));
        (outcome.Records, outcome.Rows, outcome.Quarantined).ShouldBe((9_000, 7_715, 1_285));
        foreach (var (threads, chunk) in new[] { (1, 70_001), (3, 64 * 1024), (4, 8 << 20) })
        {
            var (actual, _) = await RunAsync(Options with { Threads = threads, ChunkBytes = chunk }, Input("items.json", bytes));

            actual.Keys.ShouldBe(expected.Keys);
            actual.Keys.Where(key => !actual[key].Span.SequenceEqual(expected[key].Span)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task AnotherTime_IsAnotherObject_AndTheSameTimeIsNot()
    {
        var (store, _) = await RunAsync(Options, Input("items.json", Items(10)));

        (await new FilePipeline(store, Options).RunAsync([Input("copy.json", Items(10))])).CreatedFiles.ShouldBe(0);
        (await new FilePipeline(store, Options with { AsOf = T.AddMilliseconds(1) }).RunAsync([Input("later.json", Items(10))])).CreatedFiles.ShouldBe(3);
    }

    // Events made by hand repeat their ids.
    [Fact]
    public async Task Records_WithOneIdAndSequence_AreNotOneObject()
    {
        var (store, _) = await RunAsync(Options, Input("a.json", Change.LinesOf([new Change("a", "111")])));
        var other = Encoding.UTF8.GetString(Change.LinesOf([new Change("b", "111")])).Replace("e-b-111", "e-a-111", StringComparison.Ordinal);

        var outcome = await new FilePipeline(store, Options).RunAsync([Input("b.json", Encoding.UTF8.GetBytes(other))]);

        outcome.CreatedFiles.ShouldBe(2);
    }

    [Fact]
    public async Task Raw_FlattenedAgain_AddsNothing()
    {
        var (store, _) = await RunAsync(Options, Input("items.json", Items(10)), Input("lines.json", Change.LinesOf(Orders.Some(40))));

        var again = await new FilePipeline(store, Options with { AsOf = null }).RunAsync(Zone(store, "raw/"));

        (again.Records, again.CreatedFiles).ShouldBe((50, 0));
    }

    [Fact]
    public async Task RawAndQuarantine_WithPolicies_FlattenedAgain_AddNothing()
    {
        var options = Options with { Schemas = [Protected], AllowUnreadable = true, Flatten = new FlattenOptions { HashKey = "0123456789abcdef"u8.ToArray() } };
        byte[] lines =
        [
            .. Items(10), .. Change.LinesOf(Orders.Some(40)),
            .. """{"Item":{"id":{"S":"bad"},"amount":{"X":"1"}}}"""u8, (byte)'\n', .. """{"Item":{"amount":{"N":"1"}}}"""u8, (byte)'\n', .. "{oops\n"u8,
        ];
        var (store, first) = await RunAsync(options, Input("lines.json", lines));
        first.Quarantined.ShouldBe(Orders.Some(40).Count(change => change.Poison) + 3);
        var before = store.Keys;

        var fromRaw = await new FilePipeline(store, options with { AsOf = null }).RunAsync(Zone(store, "raw/"));
        var fromQuarantine = await new FilePipeline(store, options with { AsOf = null }).RunAsync(Zone(store, "quarantine/"));

        (fromRaw.CreatedFiles, fromQuarantine.CreatedFiles).ShouldBe((0, 0));
        (fromRaw.Rows, fromQuarantine.Quarantined).ShouldBe((first.Rows, first.Quarantined));
        store.Keys.ShouldBe(before);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UndatedItems_AreRefused_BeforeAnythingIsStored(bool allow)
    {
        var store = new InMemoryObjectStore();
        var pipeline = new FilePipeline(store, Options with { AsOf = null, AllowUnreadable = allow });

        var refused = await Should.ThrowAsync<InvalidDataException>(() => pipeline.RunAsync([Input("items.json", Items(3))]));

        refused.Message.ShouldContain("items.json");
        refused.Message.ShouldContain("--as-of");
        store.Keys.ShouldBeEmpty();
    }

    [Fact]
    public void AsOf_InTheFuture_IsRefused()
    {
        var options = Options with { TimeProvider = new FakeTimeProvider(T) };
        options.Validate();

        Should.Throw<ToolkitOptionsException>(() => (options with { AsOf = T.AddMilliseconds(1) }).Validate())
            .Problems.ShouldBe(["AsOf is 2026-11-03T00:00:00.001Z; expected a time that is not in the future."]);
    }

    [Fact]
    public async Task Rows_OlderThanTheNewestBaseline_AreCounted()
    {
        var (store, _) = await RunAsync(Options, Input("first.json", Items(1)));
        var newest = $"baselines/orders/20260103T000400000Z-{new string('b', 32)}.json";
        Put(store, $"baselines/orders/20260102T000000000Z-{new string('f', 32)}.json");
        Put(store, newest);
        Put(store, $"baselines/orders/20260103T000400000Z-20270101T000000000Z-{new string('c', 32)}.json");
        Put(store, $"baselines/others/20270101T000000000Z-{new string('c', 32)}.json");
        // The third day begins within the margin of five minutes before the baseline.
        Change[] changes = [.. Enumerable.Range(0, 12).Select(i => new Change($"o{i}", $"{100 + i}") { Day = i % 4 })];

        var changed = await new FilePipeline(store, Options).RunAsync([Input("lines.json", Change.LinesOf(changes))]);
        var dated = await new FilePipeline(store, Options with { AsOf = new(2026, 1, 3, 0, 3, 59, 999, TimeSpan.Zero) }).RunAsync([Input("older.json", Items(7))]);
        var newer = await new FilePipeline(store, Options with { AsOf = new(2026, 1, 3, 0, 4, 0, TimeSpan.Zero) }).RunAsync([Input("newer.json", Items(7))]);

        changed.BehindBaselines.ShouldBe(new Dictionary<string, long> { [newest] = 6 });
        dated.BehindBaselines.ShouldBe(new Dictionary<string, long> { [newest] = 7 });
        newer.BehindBaselines.ShouldBeEmpty();
    }
}
