using System.Globalization;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.S3;

namespace BiPipeline.Toolkit.Cli.Tests.Commands;

/// <summary>Tests scans and exports of tables with moto's DynamoDB and S3.</summary>
[Collection(AwsCollection.Name)]
[Trait("Category", "Slow")]
public sealed class LakeAwsTests(AwsEnvironment aws)
{
    const string Schema = """
        { "table": "orders", "keys": ["order_id"],
          "columns": [
            { "name": "order_id", "path": "orderId", "type": "string" },
            { "name": "amount", "path": "amount", "type": "decimal(12,2)" } ] }
        """;

    [RequiresFact(Need.Moto)]
    public async Task Scan_Table_IsABaselineInTheLake()
    {
        await aws.StartAsync();
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.Combine("orders.schema.json"), Schema);
        await CreateTableAsync(items: 120);
        string[] args = ["lake", "backfill", "--scan", "orders", "--segments", "3", "--schema", folder.Combine("orders.schema.json"), "--lake", folder.Combine("lake")];

        var plan = await CliRun.RunAsync([.. args, "--dry-run", "--rcu", "100"]);
        plan.Output.ShouldContain("  data       about 120 items", customMessage: plan.Error);
        var run = await CliRun.RunAsync([.. args, "--json"]);

        run.Code.ShouldBe(0, run.Error);
        run.Error.ShouldContain("about 120 items, 0 are stored.");
        using var json = JsonDocument.Parse(run.LastLine);
        (json.RootElement.GetProperty("items").GetInt64(), json.RootElement.GetProperty("rows").GetInt64()).ShouldBe((120, 120));
        var query = await CliRun.RunAsync("query", "SELECT count(DISTINCT order_id) AS k, sum(amount) AS s FROM orders", "--schema", folder.Combine("orders.schema.json"), "--lake", folder.Combine("lake"), "--format", "csv");
        query.Output.ShouldBe("k,s\n120,7140.00\n", query.Error);
    }

    [RequiresFact(Need.Moto)]
    public async Task Export_FullAndIncremental_PrintsTheArnAndWaits()
    {
        await aws.StartAsync();
        using var dynamo = await CreateTableAsync(items: 3);
        using var s3 = new AmazonS3Client(new AmazonS3Config { ForcePathStyle = true });
        await s3.PutBucketAsync("exports");

        (await CliRun.RunAsync("lake", "export", "orders", "--to", "s3://exports/team")).Error.ShouldStartWith("error: Table 'orders' has no point-in-time recovery; an export needs it.");
        await dynamo.UpdateContinuousBackupsAsync(new UpdateContinuousBackupsRequest { TableName = "orders", PointInTimeRecoverySpecification = new() { PointInTimeRecoveryEnabled = true } });
        var full = await CliRun.RunAsync("lake", "export", "orders", "--to", "s3://exports/team", "--json");
        var until = DateTimeOffset.UtcNow.AddMinutes(-1);
        string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var window = await CliRun.RunAsync("lake", "export", "orders", "--to", "s3://exports/team", "--incremental", "--from", Text(until.AddHours(-1)), "--until", Text(until), "--no-wait");
        var tooShort = await CliRun.RunAsync("lake", "export", "orders", "--to", "s3://exports", "--incremental", "--from", Text(until.AddMinutes(-5)), "--until", Text(until));

        full.Code.ShouldBe(0, full.Error);
        // moto has another form of the ARN.
        full.Output.ShouldStartWith("arn:aws:dynamodb:us-east-1:123456789012:table/");
        JsonDocument.Parse(full.LastLine).RootElement.GetProperty("complete").GetBoolean().ShouldBeTrue();
        (await s3.ListObjectsV2Async(new() { BucketName = "exports", Prefix = "team/AWSDynamoDB/" })).S3Objects.ShouldNotBeEmpty();
        (window.Code, window.Output.Split('\n').Length).ShouldBe((0, 2), window.Error);
        (tooShort.Code, tooShort.Error).ShouldBe((1, "error: TableExporterOptions: Until - From is 00:05:00; expected 15 minutes to 24 hours.\n"));
    }

    [Theory]
    [InlineData("--to is 'exports'; expected s3://bucket/prefix.", "--to", "exports")]
    [InlineData("--incremental, --from and --until are not all given; expected all of them, or none for a full export.", "--to", "s3://exports", "--incremental")]
    [InlineData("--incremental, --from and --until are not all given; expected all of them, or none for a full export.", "--to", "s3://exports", "--from", "2026-11-03")]
    public async Task Export_WrongUse_IsUsage(string problem, params string[] words)
    {
        var run = await CliRun.RunAsync(["lake", "export", "orders", .. words]);

        run.Code.ShouldBe(2);
        run.Error.ShouldStartWith($"error: {problem}");
    }

    static async Task<AmazonDynamoDBClient> CreateTableAsync(int items)
    {
        var dynamo = new AmazonDynamoDBClient();
        await dynamo.CreateTableAsync(new CreateTableRequest("orders", [new("orderId", KeyType.HASH)], [new("orderId", ScalarAttributeType.S)], null) { BillingMode = BillingMode.PAY_PER_REQUEST });
        for (var i = 0; i < items; i++)
        {
            await dynamo.PutItemAsync("orders", new() { ["orderId"] = new($"o{i}"), ["amount"] = new() { N = i.ToString(CultureInfo.InvariantCulture) } });
        }
        return dynamo;
    }
}
