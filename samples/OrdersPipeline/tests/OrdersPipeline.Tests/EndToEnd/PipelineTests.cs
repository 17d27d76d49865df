using BiPipeline.Toolkit.DynamoDb;
using OrdersPipeline.Results;
using OrdersPipeline.Tests.Infrastructure;
using OrdersPipeline.Tests.Lambda;
using OrdersPipeline.Tests.Oracle;

namespace OrdersPipeline.Tests.EndToEnd;

/// <summary>
/// The deployed pipeline over HTTP: the console fills the table, the pump takes its stream to the published function's process as an event
/// source mapping would, the console deploys catalog and views, and what the views return is what plain arithmetic over the data files says.
/// </summary>
public sealed class PipelineTests(LoadedTable table) : IClassFixture<LoadedTable>
{
    // The stand-in has one shard; with these batches an invocation has about a dozen puts.
    static readonly StreamPumpOptions Pumping = new()
    {
        BatchSize = 200,
        MaximumRetryAttempts = 3,
        FirstRetryWait = TimeSpan.FromMilliseconds(10),
        PollInterval = TimeSpan.FromMilliseconds(20),
        StopAfterIdle = TimeSpan.FromMilliseconds(100),
    };

    [RequiresFact(Need.Moto)]
    [Trait("Category", "Slow")]
    public async Task Pipeline_FromLoadToViews_ShowsTheTable()
    {
        var stream = await table.StreamArn;
        table.LoadOutput.ShouldContain("Table 'orders' has 720 orders and 2,082 changes");
        await table.CreateBucketAsync("orders-lake");
        await using var function = await FunctionAsync("orders-lake", await table.Endpoint);

        var pumped = await PumpAsync(stream, function);

        (pumped.Delivered, pumped.Discarded, pumped.Failures, function.Starts).ShouldBe((2802L, 0L, 0L, 1));
        await using var athena = await AthenaAsync("orders_lake", "orders-lake");
        var console = new OrdersConsole(await table.Endpoint, athena.Endpoint);
        (await console.RunAsync("deploy-catalog", "--lake", "s3://orders-lake")).ShouldContain("database created, 4 tables created, 0 updated");
        (await console.RunAsync("deploy-views")).ShouldContain("12 created, 0 replaced, 0 dropped, 0 unchanged");
        await ShouldShowTheTableAsync(athena);

        (await console.RunAsync("deploy-catalog", "--lake", "s3://orders-lake")).Trim().ShouldBe("nothing to do");
        var views = (await console.RunAsync("deploy-views")).Trim().Split('\n');
        views[0].ShouldBe("nothing to do");
        views.Skip(1).Count(line => line.StartsWith("ok    ", StringComparison.Ordinal)).ShouldBe(6);
        views.Length.ShouldBe(7);
        var status = await console.RunAsync("status", "--lake", "s3://orders-lake");
        status.ShouldMatch(@"673 now; 2,802 changes so far, \d+ of them with rescued values");
        status.ShouldMatch(@"revenue_by_category\s+\d+\s+0\.\d kB\s+< 0\.01 %\s+fits");
        var (code, output, errors) = await console.TryRunAsync("down", "--lake", "s3://orders-lake");
        (code, errors.Trim()).ShouldBe((1, "error: The input is not a terminal; expected an answer. Read the plan, then run again with --yes."));
        output.ShouldContain("- view orders_lake.daily_kpis: drop");
        (await console.RunAsync("down", "--lake", "s3://orders-lake", "--yes")).ShouldContain("Done.");
        (await console.RunAsync("down", "--lake", "s3://orders-lake")).Trim().ShouldBe("nothing to do");
    }

    [RequiresFact(Need.Moto)]
    [Trait("Category", "Slow")]
    public async Task Load_OfTheWholeSample_StaysWithinTheLoadersPolicy()
    {
        await table.StreamArn;

        table.LoadCalls.Select(call => call.Action).Distinct().ShouldBe(["dynamodb:Scan", "dynamodb:DescribeTable", "dynamodb:BatchWriteItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:PutItem"], ignoreOrder: true);
        ActorPolicies.Refused("loader", table.LoadCalls).ShouldBeEmpty();
    }

    [RequiresFact(Need.Moto)]
    [Trait("Category", "Slow")]
    public async Task Pipeline_FunctionKilledBetweenAPutAndItsAnswer_ShowsTheTable()
    {
        var stream = await table.StreamArn;
        await table.CreateBucketAsync("orders-killed");
        await using var gate = await S3Gate.StartAsync(await table.Endpoint);
        await using var function = await FunctionAsync("orders-killed", gate.Endpoint);
        // The first put of the first batch, one in the middle, and one of a batch that is delivered again already.
        gate.BeforeAnswer = put =>
        {
            if (put is 1 or 9 or 11) { function.Process!.Kill(); }
        };

        var pumped = await PumpAsync(stream, function);

        (pumped.Delivered, pumped.Discarded, pumped.Failures, function.Starts).ShouldBe((2802L, 0L, 3L, 4));
        await using var athena = await AthenaAsync("orders_killed", "orders-killed");
        var console = new OrdersConsole(await table.Endpoint, athena.Endpoint);
        await console.RunAsync("deploy-catalog", "--lake", "s3://orders-killed", "--database", "orders_killed");
        await console.RunAsync("deploy-views", "--database", "orders_killed");
        await ShouldShowTheTableAsync(athena);
    }

    static async Task ShouldShowTheTableAsync(LocalAthena athena)
    {
        var report = await ReportQueries.ReadAsync(athena.Runner, CancellationToken.None);

        // The loader deletes where the script has the TTL service do it, and the stand-in's stream has no userIdentity either: such orders
        // count as withdrawn, not as expired. Everything else depends on the items alone.
        foreach (var expected in new OracleViews(OracleHistory.Load(expiredAreWithdrawn: true)).All) { report.ShouldHold(expected); }
    }

    static Task<LambdaService> FunctionAsync(string bucket, Uri s3) => LambdaService.StartAsync(new Dictionary<string, string>
    {
        ["LAKE_BUCKET"] = bucket,
        ["AWS_ENDPOINT_URL_S3"] = s3.AbsoluteUri,
        ["AWS_REGION"] = "us-east-1",
        ["AWS_ACCESS_KEY_ID"] = "local",
        ["AWS_SECRET_ACCESS_KEY"] = "local",
    });

    Task<PumpProgress> PumpAsync(string stream, LambdaService function) =>
        new StreamPump(table.Streams, Pumping).RunAsync(stream, function.InvokeAsync);

    async Task<LocalAthena> AthenaAsync(string database, string bucket) => await LocalAthena.StartAsync(await table.ConnectAsync(), database, bucket);
}
