using System.Text.Json;
using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.Cli.Tests.Commands;

// `glue apply` and `views apply` against `athena serve`: the commands of docs/local-athena.md.
[Collection(AwsCollection.Name)]
public sealed class RehearsalTests(AwsEnvironment aws) : IDisposable
{
    const string Location = "s3://example-lake/lake";

    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Apply_AgainstAnEmptyServer_CreatesTablesAndViewsThatReadTheLake()
    {
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(3));
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);
        await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", _folder.Combine("lake"));
        using var serving = new ServingRun(
            "athena", "serve", "--lake", _folder.Combine("lake"), "--location", Location, "--database", "bi", "--results", _folder.Combine("results"));
        var endpoint = new Uri((await serving.FirstLine.WaitAsync(HangGuard.Time)).Split(' ')[0]["AWS_ENDPOINT_URL=".Length..]);
        aws.SetLocal(endpoint);
        string[] tables = ["--schema", schema, "--database", "bi", "--location", Location];
        string[] views = ["--schema", schema, "--database", "bi", "--workgroup", "primary", "--json"];

        var glue = await CliRun.RunAsync(["glue", "apply", .. tables]);
        var first = await CliRun.RunAsync(["views", "apply", .. views]);
        var second = await CliRun.RunAsync(["views", "apply", .. views]);
        using var client = new AthenaClient(AwsClientOptions.Local(endpoint));
        var runner = new AthenaQueryRunner(client, new() { Database = "bi", FirstPoll = TimeSpan.FromMilliseconds(5) });
        var rows = await (await runner.RunAsync("SELECT count(*) AS n, sum(amount) AS total FROM orders_current")).ToListAsync();
        var code = await serving.StopAsync();

        glue.Error.ShouldBe("");
        glue.Code.ShouldBe(0);
        first.Error.ShouldBe("");
        first.Code.ShouldBe(0);
        NothingToDo(first).ShouldBeFalse();
        NothingToDo(second).ShouldBeTrue();
        rows.Select(row => (row.Get<long>("n"), row.Get<string>("total"))).ShouldBe([(3L, "4.50")]);
        Directory.EnumerateFiles(_folder.Combine("results", "athena-results", "primary"), "*.csv").Select(File.ReadAllText).ShouldContain("\"n\",\"total\"\n\"3\",\"4.50\"\n");
        code.ShouldBe(0);
    }

    static bool NothingToDo(CliRun run) => JsonDocument.Parse(run.LastLine).RootElement.GetProperty("nothing_to_do").GetBoolean();
}
