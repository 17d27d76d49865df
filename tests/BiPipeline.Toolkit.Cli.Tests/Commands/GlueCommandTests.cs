using System.Text.Json;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.Cli.Tests.Commands;

[Collection(AwsCollection.Name)]
public sealed class GlueCommandTests(AwsEnvironment aws) : IDisposable
{
    const string Location = "s3://example-lake/lake";

    readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sql", "CREATE EXTERNAL TABLE IF NOT EXISTS `bi`.`orders` (")]
    [InlineData("cfn-yaml", "Type: AWS::Glue::Table")]
    [InlineData("cfn-json", "\"Type\": \"AWS::Glue::Table\"")]
    public async Task Ddl_EveryFormat_MatchesTheCatalog(string format, string part)
    {
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);
        var catalog = LakeCatalog.Create([TableSchema.Parse(SampleInputs.Schema)], new() { Database = "bi", Location = Location });

        var run = await CliRun.RunAsync("glue", "ddl", "--schema", schema, "--location", Location, "--database", "bi", "--format", format);

        run.Code.ShouldBe(0);
        run.Error.ShouldBe("");
        run.Output.ShouldContain(part);
        run.Output.TrimEnd().ShouldBe((format switch { "sql" => catalog.ToAthenaDdl(), "cfn-yaml" => catalog.ToCloudFormationYaml(), _ => catalog.ToCloudFormationJson() }).TrimEnd());
    }

    [RequiresFact(Need.Moto)]
    public async Task PlanAndApply_NewCatalog_CreatesItOnlyOnce()
    {
        await aws.StartAsync();
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);
        string[] rest = ["--schema", schema, "--database", "bi", "--location", Location];
        const string Plan = """
            + database bi: create
            + orders: create (12 columns at s3://example-lake/lake/processed/orders/)
            + orders_raw: create (1 column at s3://example-lake/lake/raw/orders/)
            + orders_quarantine: create (1 column at s3://example-lake/lake/quarantine/orders/)
            """;

        var plan = await CliRun.RunAsync(["glue", "plan", .. rest]);
        var apply = await CliRun.RunAsync(["glue", "apply", .. rest]);
        var again = await CliRun.RunAsync(["glue", "apply", .. rest, "--json"]);
        var after = await CliRun.RunAsync(["glue", "plan", .. rest]);

        plan.ShouldBe(new CliRun(0, Plan + "\n", ""));
        apply.ShouldBe(new CliRun(0, Plan + "\ndatabase created, 3 tables created, 0 updated\n", ""));
        again.ShouldBe(new CliRun(0, """
            nothing to do
            {"database":"bi","nothing_to_do":true,"creates_database":false,"tables":[{"name":"orders","action":"unchanged","changes":[]},{"name":"orders_raw","action":"unchanged","changes":[]},{"name":"orders_quarantine","action":"unchanged","changes":[]}],"created":0,"updated":0}

            """, ""));
        after.ShouldBe(new CliRun(0, "nothing to do\n", ""));
    }

    [RequiresFact(Need.Moto)]
    public async Task Apply_NoChanges_SendsNoWrite()
    {
        var endpoint = await aws.StartAsync();
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);
        string[] apply = ["glue", "apply", "--schema", schema, "--database", "bi", "--location", Location];
        await CliRun.RunAsync(apply);
        using var catalog = new GlueCatalogClient(AwsClientOptions.Local(endpoint));
        var before = (await catalog.GetTableAsync("bi", "orders")).VersionId;

        await CliRun.RunAsync(apply);

        (await catalog.GetTableAsync("bi", "orders")).VersionId.ShouldBe(before);
    }

    [RequiresFact(Need.Moto)]
    public async Task Plan_IncompatibleType_FailsAndWritesNothing()
    {
        var endpoint = await aws.StartAsync();
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);
        await CliRun.RunAsync("glue", "apply", "--schema", schema, "--database", "bi", "--location", Location);
        _folder.Write("orders.schema.json", SampleInputs.Schema.Replace("decimal(12,2)", "string", StringComparison.Ordinal));

        var plan = await CliRun.RunAsync("glue", "plan", "--schema", schema, "--database", "bi", "--location", Location, "--json");
        var apply = await CliRun.RunAsync("glue", "apply", "--schema", schema, "--database", "bi", "--location", Location);

        plan.Code.ShouldBe(1);
        plan.Output.ShouldStartWith("! orders: refused\n");
        plan.Output.ShouldContain($"\na new table: bipipeline lake rebuild --schema {schema} --lake {Location} --table orders_v2\n");
        plan.Error.ShouldBe("error: Table 'orders' can't become the schema's; the plan above has the reason and the fix.\n");
        JsonDocument.Parse(plan.LastLine).RootElement.GetProperty("tables")[0].GetProperty("action").GetString().ShouldBe("refuse");
        apply.Code.ShouldBe(1);
        apply.Error.ShouldContain("Table 'orders', column amount is decimal(12,2) and can't become string: ");
        using var catalog = new GlueCatalogClient(AwsClientOptions.Local(endpoint));
        (await catalog.GetTableAsync("bi", "orders")).Definition.Storage.Columns[1].Type.ShouldBe("decimal(12,2)");
    }

    [RequiresFact(Need.Moto)]
    public async Task Flatten_IntoABucket_WritesItsObjectsOnce()
    {
        var endpoint = await aws.StartAsync();
        using var http = new HttpClient { BaseAddress = endpoint };
        (await http.PutAsync("cli-lake", content: null)).EnsureSuccessStatusCode();
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(3));
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);
        string[] args = ["flatten", input, "--schema", schema, "--lake", "s3://cli-lake/deep/lake", "--json"];

        var first = JsonDocument.Parse((await CliRun.RunAsync(args)).LastLine).RootElement;
        var second = JsonDocument.Parse((await CliRun.RunAsync(args)).LastLine).RootElement;

        (first.GetProperty("files").GetInt32(), first.GetProperty("new_files").GetInt32()).ShouldBe((2, 2));
        (second.GetProperty("files").GetInt32(), second.GetProperty("new_files").GetInt32()).ShouldBe((2, 0));
        (await http.GetStringAsync("cli-lake?list-type=2&prefix=deep/lake/processed/orders/dt%3D2025-01-01/")).ShouldContain(".parquet</Key>");
    }

    [RequiresFact(Need.Moto)]
    [Trait("Category", "Slow")]
    public async Task ProfileAndRegion_OfTheCommand_AreUsedForEveryService()
    {
        var endpoint = await aws.StartAsync();
        using var http = new HttpClient { BaseAddress = endpoint };
        (await http.PutAsync("profile-lake", content: null)).EnsureSuccessStatusCode();
        var home = Home($"[profile lake]\nregion = eu-west-1\nendpoint_url = {endpoint}\naws_access_key_id = a\naws_secret_access_key = b\n");
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(3));
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);
        string[] flatten = ["flatten", input, "--schema", schema, "--lake", "s3://profile-lake/lake"];
        string[] glue = ["--schema", schema, "--database", "bi", "--location", "s3://profile-lake/lake"];

        var lake = await CliRun.RunApartAsync(home, [.. flatten, "--profile", "lake"]);
        var apply = await CliRun.RunApartAsync(home, ["glue", "apply", .. glue, "--profile", "lake"]);
        var same = await CliRun.RunApartAsync(home, ["glue", "plan", .. glue, "--profile", "lake"]);
        var elsewhere = await CliRun.RunApartAsync(home, ["glue", "plan", .. glue, "--profile", "lake", "--region", "us-west-2"]);
        var nobody = await CliRun.RunApartAsync(home, [.. flatten, "--profile", "nobody"]);
        var nobodyInGlue = await CliRun.RunApartAsync(home, ["glue", "plan", .. glue, "--profile", "nobody"]);

        (lake.Code, lake.Error).ShouldBe((0, ""));
        (apply.Code, apply.Error).ShouldBe((0, ""));
        same.Output.ShouldBe("nothing to do\n");
        elsewhere.Output.ShouldStartWith("+ database bi: create\n");
        nobody.ShouldBe(new CliRun(1, "", "error: Profile 'nobody' is not in the AWS files; expected one that 'aws configure list-profiles' prints.\n"));
        nobodyInGlue.ShouldBe(nobody);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Flatten_NoRegionOrNoCredentials_IsOneLineThatSaysWhatToDo()
    {
        var home = Home("");
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(3));
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);
        string[] flatten = ["flatten", input, "--schema", schema, "--lake", "s3://some-lake/lake"];

        var noRegion = await CliRun.RunApartAsync(home, flatten);
        var noCredentials = await CliRun.RunApartAsync(home, [.. flatten, "--region", "eu-west-1"]);

        noRegion.ShouldBe(new CliRun(1, "", "error: Bucket 'some-lake' has no Region and no endpoint; expected one of them. Set AWS_REGION, or a profile's region.\n"));
        noCredentials.Code.ShouldBe(1);
        noCredentials.Error.ShouldEndWith(": No AWS credentials were found for bucket 'some-lake'; expected a profile, variables or a role. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile in AWS_PROFILE.\n");
    }

    // The variables that the SDK reads once per process, for a separate process.
    Dictionary<string, string?> Home(string config) => new(StringComparer.Ordinal)
    {
        ["AWS_CONFIG_FILE"] = _folder.Write("config", config),
        ["AWS_SHARED_CREDENTIALS_FILE"] = _folder.Write("credentials", ""),
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["AWS_REGION"] = null,
        ["AWS_DEFAULT_REGION"] = null,
        ["AWS_PROFILE"] = null,
        ["AWS_ENDPOINT_URL"] = null,
        ["AWS_ACCESS_KEY_ID"] = null,
        ["AWS_SECRET_ACCESS_KEY"] = null,
    };

    [RequiresFact(Need.Moto)]
    public async Task Flatten_MissingBucket_PrintsOneLine()
    {
        await aws.StartAsync();
        var input = _folder.Write("in.jsonl", SampleInputs.Orders(3));
        var schema = _folder.Write("orders.schema.json", SampleInputs.Schema);

        var run = await CliRun.RunAsync("flatten", input, "--schema", schema, "--lake", "s3://no-such-bucket/lake");

        run.Code.ShouldBe(1);
        run.Error.ShouldEndWith("error: Bucket 'no-such-bucket' does not exist; expected an existing bucket. Create it, or correct its name.\n");
        run.Error.Count(character => character == '\n').ShouldBe(1);
    }
}
