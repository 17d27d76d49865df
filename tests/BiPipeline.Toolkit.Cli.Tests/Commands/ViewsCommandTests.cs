using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Cli.Tests.Commands;

[Collection(AwsCollection.Name)]
public sealed class ViewsCommandTests(AwsEnvironment aws) : IDisposable
{
    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ddl_ASchema_PrintsItsViews()
    {
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync("views", "ddl", "--schema", schema);

        run.Code.ShouldBe(0);
        run.Error.ShouldBe("");
        run.Output.ShouldBe(string.Join('\n', ViewDefinition.Create(TableSchema.Parse(SampleInputs.Schema)).Select(view => $"{view.ToSql()};\n")));
        run.Output.ShouldStartWith("CREATE OR REPLACE VIEW \"orders_events\" AS\n");
    }

    [RequiresFact(Need.Moto)]
    public async Task Plan_NewViews_AreCreatedBasesFirst()
    {
        await PutAsync(await aws.StartAsync(), "example-lake");
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);
        await CliRun.RunAsync("glue", "apply", "--schema", schema, "--database", "bi", "--location", "s3://example-lake/lake");
        var sql = _folder.Write("views.sql", """
            -- name: Revenue by city
            CREATE OR REPLACE VIEW "${prefix}_by_city" AS SELECT city, sum(amount) AS revenue FROM "${database}".orders_current GROUP BY city;
            """);
        string[] rest = ["--schema", schema, "--views", sql, "--database", "bi", "--workgroup", "wg", "--param", "prefix=revenue"];

        var plan = await CliRun.RunAsync(["views", "plan", .. rest]);
        var dry = await CliRun.RunAsync(["views", "apply", .. rest, "--dry-run", "--json"]);

        plan.Error.ShouldBe("");
        plan.Code.ShouldBe(0);
        plan.Output.Split('\n')[..4].ShouldBe(
        [
            "+ orders_events: create (from schema 'orders')",
            "+ orders_current: create (from schema 'orders')",
            "+ orders_history: create (from schema 'orders')",
            $"+ revenue_by_city: create (from {sql}:2:24)",
        ]);
        var json = JsonDocument.Parse(dry.LastLine).RootElement;
        json.GetProperty("nothing_to_do").GetBoolean().ShouldBeFalse();
        json.GetProperty("views").EnumerateArray().Select(view => view.GetProperty("action").GetString()).ShouldBe(["create", "create", "create", "create"]);
    }

    [RequiresFact(Need.Moto)]
    [Trait("Category", "Slow")]
    public async Task Apply_Twice_CreatesOnceAndFindsTheOrphan()
    {
        var endpoint = await aws.StartAsync();
        await PutAsync(endpoint, "example-lake");
        Directory.CreateDirectory(_folder.Combine("lake"));
        using var catalog = new GlueCatalogClient(AwsClientOptions.Local(endpoint));
        using var engine = LocalAthenaEngine.Open(catalog, _folder.Combine("lake"), new() { LakeLocation = "s3://example-lake/lake" });
        await using var server = await LocalAthenaServer.StartAsync(engine);
        aws.SetAthena(server.Endpoint);
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);
        await CliRun.RunAsync("glue", "apply", "--schema", schema, "--database", "bi", "--location", "s3://example-lake/lake");
        var sql = _folder.Write("views.sql", "CREATE OR REPLACE VIEW by_city AS SELECT city, sum(amount) AS revenue FROM orders_current GROUP BY city;");
        string[] target = ["--schema", schema, "--database", "bi", "--workgroup", "primary", "--output", "s3://results/"];

        var first = await CliRun.RunAsync(["views", "apply", "--views", sql, .. target]);
        var versions = await VersionsAsync(catalog);
        var second = await CliRun.RunAsync(["views", "apply", "--views", sql, .. target, "--json"]);
        var versionsAfter = await VersionsAsync(catalog);
        var orphan = await CliRun.RunAsync(["views", "apply", .. target]);
        var pruned = await CliRun.RunAsync(["views", "apply", .. target, "--prune"]);
        var held = await CliRun.RunAsync(["views", "apply", .. target, "--checks", _folder.Write("holds.sql", "-- name: no city without orders\nSELECT city FROM orders_current WHERE order_id IS NULL;")]);
        var failed = await CliRun.RunAsync(["views", "apply", .. target, "--checks", _folder.Write("fails.sql", "SELECT 1;"), "--json"]);

        first.Error.ShouldBe("");
        first.Output.ShouldEndWith("4 created, 0 replaced, 0 dropped, 0 unchanged\n");
        second.ShouldBe(new CliRun(0, """
            nothing to do
            {"database":"bi","nothing_to_do":true,"views":[{"name":"orders_events","action":"unchanged","reason":""},{"name":"orders_current","action":"unchanged","reason":""},{"name":"orders_history","action":"unchanged","reason":""},{"name":"by_city","action":"unchanged","reason":""}],"created":0,"replaced":0,"dropped":0}

            """, ""));
        versionsAfter.ShouldBe(versions);
        orphan.ShouldBe(new CliRun(0, "? by_city: orphan (no file or schema contains it)\nnothing to do\n", ""));
        pruned.Output.ShouldEndWith("0 created, 0 replaced, 1 dropped, 3 unchanged\n");
        (await catalog.FindTableAsync("bi", "by_city")).ShouldBeNull();
        held.ShouldBe(new CliRun(0, "nothing to do\nok    no city without orders\n1 of 1 check hold\n", ""));
        failed.Code.ShouldBe(1);
        failed.LastLine.ShouldContain("""
            "checks":[{"name":"fails","passed":false,"problem":"1 row, expected none; query
            """.Trim());
    }

    static async Task<List<string>> VersionsAsync(GlueCatalogClient catalog)
    {
        List<string> versions = [];
        await foreach (var table in catalog.GetTablesAsync("bi")) { versions.Add($"{table.Name} {table.VersionId}"); }
        return versions;
    }

    [RequiresFact(Need.Moto)]
    [Trait("Category", "Slow")]
    public async Task PlanAndApply_LakeWithAMarker_TakeItsTimeAndNeverAnOlderOne()
    {
        const string Marker = "example-lake/lake/baselines/orders/20261120T000000000Z-0123456789abcdef0123456789abcdef.json";
        var endpoint = await aws.StartAsync();
        await PutAsync(endpoint, "example-lake");
        Directory.CreateDirectory(_folder.Combine("lake"));
        using var catalog = new GlueCatalogClient(AwsClientOptions.Local(endpoint));
        using var engine = LocalAthenaEngine.Open(catalog, _folder.Combine("lake"), new() { LakeLocation = "s3://example-lake/lake" });
        await using var server = await LocalAthenaServer.StartAsync(engine);
        aws.SetAthena(server.Endpoint);
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);
        await CliRun.RunAsync("glue", "apply", "--schema", schema, "--database", "bi", "--location", "s3://example-lake/lake");
        var sql = _folder.Write("views.sql", "CREATE OR REPLACE VIEW by_city AS SELECT city, sum(amount) AS revenue FROM orders_current GROUP BY city;");
        string[] plan = ["views", "plan", "--schema", schema, "--views", sql, "--database", "bi"];
        string[] apply = ["views", "apply", .. plan[2..], "--workgroup", "primary", "--output", "s3://results/"];
        (await CliRun.RunAsync(apply)).Output.ShouldEndWith("4 created, 0 replaced, 0 dropped, 0 unchanged\n");

        await PutAsync(endpoint, Marker);
        var newer = await CliRun.RunAsync(plan);
        var applied = await CliRun.RunAsync(apply);
        using var s3 = new AmazonS3Client(new BasicAWSCredentials("local", "local"), new AmazonS3Config { ServiceURL = endpoint.AbsoluteUri, ForcePathStyle = true });
        await s3.DeleteObjectAsync("example-lake", Marker["example-lake/".Length..]);
        var refused = await CliRun.RunAsync(plan);
        var refusedApply = await CliRun.RunAsync(apply);
        var lowered = await CliRun.RunAsync([.. plan, "--baseline", "2026-11-13"]);
        var removed = await CliRun.RunAsync([.. apply, "--baseline", "none"]);

        newer.ShouldBe(new CliRun(0, "~ orders_current: replace (baseline none -> 2026-11-20T00:00:00Z)\n~ orders_history: replace (baseline none -> 2026-11-20T00:00:00Z)\n", ""));
        applied.Output.ShouldEndWith("0 created, 2 replaced, 0 dropped, 2 unchanged\n");
        refused.Code.ShouldBe(1);
        refused.Error.ShouldStartWith("error: View 'orders_current' has baseline 2026-11-20T00:00:00Z in the catalog and none in the plan; expected no older one. Check the markers of the lake, or pass --baseline none to lower it.");
        refusedApply.ShouldBe(refused);
        lowered.Output.ShouldStartWith("~ orders_current: replace (baseline 2026-11-20T00:00:00Z -> 2026-11-13T00:00:00Z)\n");
        removed.Output.ShouldStartWith("~ orders_current: replace (baseline 2026-11-20T00:00:00Z -> none)\n");
        (await CliRun.RunAsync(plan)).ShouldBe(new CliRun(0, "nothing to do\n", ""));
    }

    [Fact]
    public async Task Ddl_Baseline_IsInTheViews()
    {
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync("views", "ddl", "--schema", schema, "--baseline", "2026-11-20T01:00+01:00");

        run.Error.ShouldBe("");
        run.Output.ShouldContain("(\"_sequence\" IS NOT NULL OR \"_event_time\" >= TIMESTAMP '2026-11-20 00:00:00.000')");
        (await CliRun.RunAsync("views", "ddl", "--schema", schema, "--baseline", "none")).Output.ShouldBe((await CliRun.RunAsync("views", "ddl", "--schema", schema)).Output);
    }

    [Theory]
    [InlineData("soon", "--baseline is 'soon'; expected a time such as 2026-11-20T00:00:00Z, or none.")]
    [InlineData("2099-01-01", "--baseline is '2099-01-01', which is in the future; expected the time of a baseline, or none.")]
    public async Task Ddl_BaselineIsNotATimeOfThePast_IsAnErrorOfTheCall(string baseline, string error)
    {
        var run = await CliRun.RunAsync("views", "ddl", "--schema", "s", "--baseline", baseline);

        run.ShouldBe(new CliRun(2, "", $"error: {error} See 'bipipeline views ddl --help'.\n"));
    }

    static async Task PutAsync(Uri endpoint, string path)
    {
        using var client = new HttpClient();
        (await client.PutAsync(new Uri(endpoint, path), new ByteArrayContent([]))).EnsureSuccessStatusCode();
    }

    [RequiresFact(Need.Moto)]
    public async Task Plan_DatabaseIsMissing_NamesTheFix()
    {
        await aws.StartAsync();
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync("views", "plan", "--schema", schema, "--database", "nowhere");

        run.ShouldBe(new CliRun(1, "", "error: Database 'nowhere' does not exist. Create it and the tables first (bipipeline glue apply).\n"));
    }

    [Fact]
    public async Task Plan_FileWithoutViews_Fails()
    {
        var sql = _folder.Write("views.sql", "DROP TABLE orders;");

        var run = await CliRun.RunAsync("views", "plan", "--views", sql, "--database", "bi");

        run.Code.ShouldBe(1);
        run.Error.ShouldStartWith("error: ");
        run.Error.Count(character => character == '\n').ShouldBe(1);
    }
}
