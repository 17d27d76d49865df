using System.Text.Json;
using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.Cli.Tests.Commands;

// The life of a latest table against `athena serve`: the commands of docs/recipes/latest-tables.md.
[Collection(AwsCollection.Name)]
public sealed class LatestRehearsalTests(AwsEnvironment aws) : IDisposable
{
    const string Location = "s3://example-lake/lake";

    static readonly string Schema = SampleInputs.Schema.Replace("\"unknown\": \"rescue\"", "\"unknown\": \"rescue\", \"latest\": {}", StringComparison.Ordinal);

    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task LatestTable_FromItsCreationToItsEnd_ShowsWhatTheLakeShows()
    {
        var lake = _folder.Combine("lake");
        var schema = _folder.Write("orders.schema.json", Schema);
        var without = _folder.Write("without.schema.json", SampleInputs.Schema);
        await FlattenAsync("in.jsonl", SampleInputs.Orders(3), schema, lake);
        using var serving = new ServingRun("athena", "serve", "--lake", lake, "--location", Location, "--database", "bi");
        var endpoint = new Uri((await serving.FirstLine.WaitAsync(HangGuard.Time)).Split(' ')[0]["AWS_ENDPOINT_URL=".Length..]);
        aws.SetLocal(endpoint);
        using var client = new AthenaClient(AwsClientOptions.Local(endpoint));
        var runner = new AthenaQueryRunner(client, new() { Database = "bi", FirstPoll = TimeSpan.FromMilliseconds(5) });
        string[] views = ["--schema", schema, "--database", "bi", "--workgroup", "primary", "--lake", lake];
        string[] off = ["--schema", without, "--database", "bi", "--workgroup", "primary", "--lake", lake];
        string[] status = ["latest", "status", "--schema", schema, "--database", "bi", "--lake", lake, "--every", "15", "--json"];

        await DoneAsync("glue", "apply", "--schema", schema, "--database", "bi", "--location", Location);
        var early = await CliRun.RunAsync(["latest", "refresh", .. views]);
        var created = await DoneAsync(["views", "apply", .. views]);
        var before = await CurrentAsync(runner);
        var planned = await DoneAsync(["latest", "refresh", .. views, "--dry-run", "--json"]);
        var filled = await DoneAsync(["latest", "refresh", .. views, "--json"]);
        var switched = await DoneAsync(["views", "apply", .. views]);
        var nothing = await DoneAsync(["views", "apply", .. views, "--json"]);
        var after = await CurrentAsync(runner);
        // A change of the next day, a delete, and an item that arrives late.
        await FlattenAsync("more.jsonl", SampleInputs.Record(4, """ "amount":{"N":"9"} """, day: 1) + "\n" + Remove(1) + "\n", schema, lake);
        var waiting = await DoneAsync(status);
        var stale = await CurrentAsync(runner);
        var refreshed = await DoneAsync(["latest", "refresh", .. views]);
        var idle = await DoneAsync(["latest", "refresh", .. views]);
        var fresh = await CurrentAsync(runner);
        var ofLake = await DoneAsync("query", "SELECT order_id, amount FROM orders_current ORDER BY 1", "--schema", schema, "--lake", lake, "--format", "csv");
        var optimized = await DoneAsync(["latest", "optimize", .. views]);
        var state = await DoneAsync(status);
        var plan = await DoneAsync(["views", "plan", .. off]);
        var kept = await DoneAsync(["views", "apply", .. off]);
        var pruned = await DoneAsync(["views", "apply", .. off, "--prune"]);
        var end = await CurrentAsync(runner);
        await serving.StopAsync();

        (early.Code, early.Error).ShouldBe((1, "error: Table 'orders_latest' does not exist. Run views apply first.\n"));
        created.Output.ShouldStartWith("+ orders_latest: create (a new table, 16 buckets of order_id)\n+ orders_events: create");
        JsonDocument.Parse(planned.LastLine).RootElement.GetProperty("tables")[0].GetProperty("statements").GetArrayLength().ShouldBe(1);
        planned.Output.ShouldStartWith("orders_latest: fill\n  merge dt=2025-01-01, ");
        JsonDocument.Parse(filled.LastLine).RootElement.GetProperty("tables")[0].GetProperty("filled").GetBoolean().ShouldBeTrue();
        filled.Output.ShouldStartWith("orders_latest: 1 partitions merged by 1 statements; 3 items, 0 deleted ones; newest 2025-01-01 00:00:00 UTC\n");
        switched.Output.ShouldBe("~ orders_current: replace (its SQL changed)\n0 created, 1 replaced, 0 dropped, 3 unchanged\n".Replace("3 unchanged", "2 unchanged", StringComparison.Ordinal));
        JsonDocument.Parse(nothing.LastLine).RootElement.GetProperty("nothing_to_do").GetBoolean().ShouldBeTrue();
        before.ShouldBe(["o0 0.50", "o1 1.50", "o2 2.50"]);
        after.ShouldBe(before);
        stale.ShouldBe(before);
        waiting.Output.ShouldContain("  waiting: 2 partitions, ");
        waiting.Output.ShouldContain("metadata of 96 commits a day: ");
        refreshed.Output.ShouldStartWith("orders_latest: 2 partitions merged by 1 statements; 3 items, 1 deleted ones; newest 2025-01-02 00:00:00 UTC\n");
        idle.Output.ShouldBe("orders_latest: nothing to do\n");
        fresh.ShouldBe(["o0 0.50", "o2 2.50", "o4 9.00"]);
        ofLake.Output.ShouldBe("order_id,amount\no0,0.50\no2,2.50\no4,9.00\n");
        optimized.Output.ShouldBe("orders_latest: 1 run of OPTIMIZE, 1 run of VACUUM\n");
        state.Output.ShouldStartWith("orders_latest: filled, read by the view\n  3 items, 1 deleted ones\n  newest change 2025-01-02 00:00:00 UTC, ");
        JsonDocument.Parse(state.LastLine).RootElement.GetProperty("tables")[0].GetProperty("pending_partitions").GetInt32().ShouldBe(0);
        plan.Output.ShouldBe("? orders_latest: orphan (no schema needs it)\n~ orders_current: replace (its SQL changed)\n");
        kept.Output.ShouldContain("0 created, 1 replaced, 0 dropped");
        pruned.Output.ShouldContain("0 created, 0 replaced, 1 dropped");
        end.ShouldBe(fresh);
    }

    static string Remove(int number) => SampleInputs.Record(number, "\"amount\":{\"N\":\"1\"}")
        .Replace("\"INSERT\"", "\"REMOVE\"", StringComparison.Ordinal)
        .Replace($"\"e{number}\"", "\"removed\"", StringComparison.Ordinal)
        .Replace("NewImage", "OldImage", StringComparison.Ordinal)
        .Replace($"\"{100 + number}\"", "\"900\"", StringComparison.Ordinal);

    async Task FlattenAsync(string name, string records, string schema, string lake) =>
        await DoneAsync("flatten", _folder.Write(name, records), "--schema", schema, "--lake", lake);

    static async Task<CliRun> DoneAsync(params string[] args)
    {
        var run = await CliRun.RunAsync(args);
        run.Code.ShouldBe(0, $"{string.Join(' ', args)}: {run.Error}");
        return run;
    }

    static async Task<string[]> CurrentAsync(AthenaQueryRunner runner)
    {
        var rows = await (await runner.RunAsync("SELECT order_id, amount FROM orders_current ORDER BY 1")).ToListAsync();
        return [.. rows.Select(row => $"{row.Texts[0]} {row.Texts[1]}")];
    }
}
