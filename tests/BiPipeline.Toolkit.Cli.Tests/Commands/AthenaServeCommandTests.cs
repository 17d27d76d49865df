using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.Cli.Tests.Commands;

public sealed class AthenaServeCommandTests : IDisposable
{
    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Serve_AnSdksClient_QueriesTheLakeUntilStopped()
    {
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(3));
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);
        await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", _folder.Combine("lake"));
        using var serving = new ServingRun("athena", "serve", "--schema", schema, "--lake", _folder.Combine("lake"));

        var line = await serving.FirstLine.WaitAsync(HangGuard.Time);
        using var client = new AthenaClient(AwsClientOptions.Local(new Uri(line.Split(' ')[0]["AWS_ENDPOINT_URL=".Length..])));
        var runner = new AthenaQueryRunner(client, new() { Database = "lake", FirstPoll = TimeSpan.FromMilliseconds(5) });
        var rows = await (await runner.RunAsync("SELECT count(*) AS n, sum(amount) AS total FROM orders_current")).ToListAsync();
        var code = await serving.StopAsync();

        line.ShouldMatch(@"^AWS_ENDPOINT_URL=http://127\.0\.0\.1:\d+ serves Athena, Glue and S3 of database 'lake' until Ctrl\+C$");
        rows.Select(row => (row.Get<long>("n"), row.Get<string>("total"))).ShouldBe([(3L, "4.50")]);
        code.ShouldBe(0);
    }
}
