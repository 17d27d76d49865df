using System.Text;
using BiPipeline.Toolkit.Tests.Data;

namespace BiPipeline.Toolkit.Tests.Files;

/// <summary>What no record of can be read, and what is said of records that can't.</summary>
public sealed class UnreadableInputTests
{
    static FilePipelineOptions Options => new() { Schemas = [Orders.Schema] };

    static FileInput Input(string name, byte[] bytes, bool canReopen = true) => FileInput.From(name, bytes.Length, () => new MemoryStream(bytes, writable: false), canReopen);

    static byte[] Unreadable(int lines) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, lines).Select(i => $$"""{"a":{{i}}}""" + "\n")));

    [Theory]
    [InlineData(1, "The only record of other.json can't be read: ")]
    [InlineData(300, "None of the first 300 records of other.json can be read: ")]
    public async Task Run_InputWithoutAReadableRecord_IsAnErrorBeforeAnyPut(int lines, string message)
    {
        var store = new InMemoryObjectStore();
        var good = Input("good.json", Change.LinesOf(Orders.Some(200)));

        foreach (FileInput[] inputs in (FileInput[][])[[Input("other.json", Unreadable(lines))], [good, Input("other.json", Unreadable(lines))], [Input("other.json", Unreadable(lines), canReopen: false)]])
        {
            (await Should.ThrowAsync<InvalidDataException>(() => new FilePipeline(store, Options).RunAsync(inputs))).Message.ShouldStartWith(message);
            store.Keys.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Run_UnreadableBeginningOfALongPipe_EndsBeforeAnyPut()
    {
        var store = new InMemoryObjectStore();
        byte[] bytes = [.. Unreadable(5_000), .. Change.LinesOf(Orders.Some(200))];
        var options = Options with { ChunkBytes = 64 * 1024, Writer = new() { OpenObjects = 1 } };

        var failure = await Should.ThrowAsync<InvalidDataException>(() => new FilePipeline(store, options).RunAsync([Input("pipe", bytes, canReopen: false)]));

        failure.Message.ShouldStartWith("None of the first ");
        store.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_OneReadableRecordAmongTheFirst_IsRead()
    {
        byte[] bytes = [.. Unreadable(4_000), .. Change.LinesOf([new("a", "1")]), .. Unreadable(4_000)];

        var outcome = await new FilePipeline(new InMemoryObjectStore(), Options).RunAsync([Input("mixed.json", bytes), Input("empty.json", [])]);

        (outcome.Records, outcome.Rows, outcome.Quarantined).ShouldBe((8_001, 1, 8_000));
    }

    [Fact]
    public async Task Run_AllowUnreadable_PutsItInQuarantineWithItsReasons()
    {
        byte[] bytes = [.. Unreadable(30), .. "{broken\n"u8];

        var outcome = await new FilePipeline(new InMemoryObjectStore(), Options with { AllowUnreadable = true }).RunAsync([Input("other.json", bytes)]);

        outcome.Quarantined.ShouldBe(31);
        outcome.Reasons.Values.Sum().ShouldBe(31);
        outcome.Reasons.First().Value.ShouldBe(30);
        outcome.Reasons.Keys.ShouldAllBe(reason => !reason.Contains("(byte", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ColumnsAndPoliciesThatMeetNothing_AreNamed()
    {
        var schema = TableSchema.Parse("""
            { "table": "orders", "keys": ["id"], "columns": [
                { "name": "id", "path": "id", "type": "string" },
                { "name": "text", "path": "text", "type": "string" },
                { "name": "txet", "path": "txet", "type": "string" } ],
              "unknown": "rescue",
              "policies": [ { "path": "text", "action": "hash" }, { "path": "owner.emial", "action": "drop" } ],
              "children": [ { "table": "order_lines", "path": "lines", "columns": [ { "name": "sku", "path": "sku", "type": "string" }, { "name": "quantity", "path": "quantity", "type": "int" } ] } ] }
            """);
        var options = new FilePipelineOptions { Schemas = [schema], Flatten = new() { HashKey = new byte[32] } };
        foreach (var threads in (int[])[1, 3])
        {
            var outcome = await new FilePipeline(new InMemoryObjectStore(), options with { Threads = threads }).RunAsync([Input("lines.json", Change.LinesOf([new("a", "1") { Lines = 2 }, new("b", "2")]))]);

            outcome.EmptyColumns.ShouldBe(["orders.txet", "order_lines.quantity"]);
            outcome.UnmetPolicies.ShouldBe(["owner.emial"]);
        }
    }
}
