using System.Text;
using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using BiPipeline.Toolkit;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.Lake;
using BiPipeline.Toolkit.LocalAthena;
using OrdersPipeline.Catalog;
using OrdersPipeline.Results;

namespace OrdersPipeline.Tests.Infrastructure;

/// <summary>The calls that the code makes, taken from its HTTP traffic, against the policies of whoever makes them.</summary>
[Collection(nameof(Templates))]
public sealed class RecordedCallsTests(Templates templates, MotoServer moto) : IClassFixture<MotoServer>
{
    [RequiresFact(Need.Moto)]
    public async Task Handler_AllZones_StaysWithinItsPolicy()
    {
        var server = await moto.Endpoint;
        using var s3 = new AmazonS3Client("local", "local", new AmazonS3Config { ServiceURL = server.AbsoluteUri, ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
        await s3.PutBucketAsync(new PutBucketRequest { BucketName = "lake" });
        await using var proxy = await RecordingProxy.StartAsync(server);
        var store = ObjectStores.Open("s3://lake", new() { Client = AwsClientOptions.Local(proxy.Endpoint) });
        using var client = store as IDisposable;
        var pipeline = new StreamPipeline(store, new() { Schemas = [SampleLake.Schema] });

        var outcome = await pipeline.ProcessAsync(Payloads.First, CancellationToken.None);
        var poisoned = await pipeline.ProcessAsync(Encoding.UTF8.GetBytes(Payloads.Poison), CancellationToken.None);

        (outcome.Commit.Failures.Count, poisoned.Commit.Failures.Count, poisoned.Quarantined).ShouldBe((0, 0, 1L));
        foreach (var zone in new[] { "processed/orders/", "processed/order_items/", "raw/orders/", "quarantine/orders/", "schemas/orders/" })
        {
            proxy.Calls.ShouldContain(call => call.Resources[0].StartsWith($"arn:aws:s3:::lake/{zone}", StringComparison.Ordinal));
        }
        ActorPolicies.Refused("streamFunction", proxy.Calls).ShouldBeEmpty();
        proxy.Calls.Where(call => call.Action == "s3:PutObject").ShouldAllBe(call => call.IfNoneMatch == "*"); // what the bucket's policy asks for
    }

    [RequiresFact(Need.Moto)]
    [Trait("Category", "Slow")]
    public async Task CatalogAndViews_DeployedReadAndDeployedAgain_StayWithinThePolicies()
    {
        using var lake = new TemporaryDirectory();
        using var account = new GlueCatalogClient(AwsClientOptions.Local(await moto.Endpoint));
        // The stack makes the database; its deployer may not.
        await account.CreateDatabaseAsync(new GlueDatabase(OrdersCatalog.Database));
        await using var glue = await RecordingProxy.StartAsync(await moto.Endpoint);
        using var catalog = new GlueCatalogClient(AwsClientOptions.Local(glue.Endpoint));
        using var engine = LocalAthenaEngine.Open(catalog, lake.FullPath, new() { LakeLocation = OrdersCatalog.PublishedLocation, WorkGroups = ["orders-pipeline"] });
        await using var server = await LocalAthenaServer.StartAsync(engine);
        await using var athena = await RecordingProxy.StartAsync(server.Endpoint);
        using var client = new AthenaClient(AwsClientOptions.Local(athena.Endpoint));
        var runner = new AthenaQueryRunner(client, new() { Database = OrdersCatalog.Database, WorkGroup = "orders-pipeline", FirstPoll = TimeSpan.FromMilliseconds(2) });
        var changed = lake.Combine("changed.sql");
        await File.WriteAllTextAsync(changed, (await File.ReadAllTextAsync(SampleFolder.Views)).Replace("ORDER BY c.revenue DESC, c.country_code)", "ORDER BY c.revenue DESC, c.country_code DESC)", StringComparison.Ordinal));

        await SampleLake.ApplyTablesAsync(catalog);
        (await SampleLake.ApplyViewsAsync(runner, catalog, SampleFolder.Views)).Created.Count.ShouldBe(12);
        (await SampleLake.ApplyViewsAsync(runner, catalog, SampleFolder.Views)).Unchanged.Count.ShouldBe(12);
        (await SampleLake.ApplyViewsAsync(runner, catalog, changed)).Replaced.ShouldBe(["sales_by_country"]);

        // Athena's own looks into the catalog are among Glue's calls: it looks as its caller.
        glue.Calls.Select(call => call.Action).Distinct().ShouldBe(["glue:GetDatabase", "glue:GetTable", "glue:CreateTable", "glue:GetTables", "glue:UpdateTable"], ignoreOrder: true);
        athena.Calls.Select(call => call.Action).Distinct().ShouldBe(["athena:StartQueryExecution", "athena:GetQueryExecution", "athena:GetQueryResults"], ignoreOrder: true);
        ActorPolicies.Refused("viewDeployer", [.. glue.Calls, .. athena.Calls]).ShouldBeEmpty();

        var deployed = (Glue: glue.Calls.Count, Athena: athena.Calls.Count);
        await ReportQueries.ReadAsync(runner, CancellationToken.None);
        RecordedCall[] read = [.. glue.Calls.Skip(deployed.Glue), .. athena.Calls.Skip(deployed.Athena)];
        read.ShouldNotBeEmpty();
        ActorPolicies.Refused("athenaReader", read).ShouldBeEmpty();
        ActorPolicies.Refused("quickSight", read).ShouldBeEmpty();
    }

    [RequiresFact(Need.Moto, Need.CfnLint)]
    public async Task Catalog_FromTheTemplate_MatchesTheSchema()
    {
        const string Database = "deployed_lake";
        using var http = new HttpClient { BaseAddress = await moto.Endpoint };
        var template = await templates.MainAsync(("DatabaseName", Database));
        foreach (var (_, database) in template.OfType("AWS::Glue::Database")) { await PostAsync("CreateDatabase", new JsonObject { ["DatabaseInput"] = database["DatabaseInput"]!.DeepClone() }); }
        foreach (var (_, table) in template.OfType("AWS::Glue::Table")) { await PostAsync("CreateTable", new JsonObject { ["DatabaseName"] = Database, ["TableInput"] = table["TableInput"]!.DeepClone() }); }

        using var catalog = new GlueCatalogClient(AwsClientOptions.Local(await moto.Endpoint));
        var plan = await CatalogPlan.CreateAsync(catalog, SampleLake.At("s3://lake", Database));

        plan.Tables.Count.ShouldBe(4);
        plan.ToString().ShouldBe("nothing to do");

        // As CloudFormation sends it: nothing of ours reads the template's tables on the way.
        async Task PostAsync(string operation, JsonObject input)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(input.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.1") };
            request.Headers.Add("X-Amz-Target", $"AWSGlue.{operation}");
            request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/glue/aws4_request, SignedHeaders=host, Signature=0");
            using var answer = await http.SendAsync(request);
            answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        }
    }
}
