using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace BiPipeline.Toolkit.DynamoDb.Tests.Export;

/// <summary>Tests what is asked of DynamoDB, and its refusals.</summary>
public sealed class TableExporterTests
{
    const string Arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";

    const string ExportArn = Arn + "/export/01793664000000-0a1b2c3d";

    static readonly DateTimeOffset Now = new InstantTime().GetUtcNow();

    static TableExporterOptions Options => new() { Table = "orders", Bucket = "exports", Prefix = "team", TimeProvider = new InstantTime() };

    [Fact]
    public async Task StartAsync_FullExport_AsksForDynamoDbJson()
    {
        using var dynamo = new FakeExports();

        (await new TableExporter(dynamo, Options).StartAsync()).ShouldBe(Arn + "/export/1");

        var request = dynamo.Requests.Single();
        (request.TableArn, request.S3Bucket, request.S3Prefix, request.ExportFormat, request.ExportType).ShouldBe((Arn, "exports", "team", ExportFormat.DYNAMODB_JSON, ExportType.FULL_EXPORT));
        (request.ExportTime, request.ClientToken, request.IncrementalExportSpecification).ShouldBe((null, null, null));
    }

    [Fact]
    public async Task StartAsync_Window_AsksForBothImagesWithOneTokenPerRequest()
    {
        using var dynamo = new FakeExports();
        var window = Options with { From = Now.AddHours(-6), Until = Now.AddHours(-1) };

        await new TableExporter(dynamo, window).StartAsync();
        await new TableExporter(dynamo, window).StartAsync();
        await new TableExporter(dynamo, window with { Until = Now }).StartAsync();

        var specification = dynamo.Requests[0].IncrementalExportSpecification;
        (specification.ExportFromTime, specification.ExportToTime, specification.ExportViewType).ShouldBe((Now.AddHours(-6).UtcDateTime, Now.AddHours(-1).UtcDateTime, ExportViewType.NEW_AND_OLD_IMAGES));
        dynamo.Requests[0].ExportType.ShouldBe(ExportType.INCREMENTAL_EXPORT);
        dynamo.Requests[1].ClientToken.ShouldBe(dynamo.Requests[0].ClientToken);
        dynamo.Requests[2].ClientToken.ShouldNotBe(dynamo.Requests[0].ClientToken);
    }

    [Fact]
    public async Task WaitAsync_UntilComplete_ReportsEachState()
    {
        using var dynamo = new FakeExports();
        dynamo.States.Enqueue(new() { ExportArn = ExportArn, ExportStatus = ExportStatus.IN_PROGRESS });
        dynamo.States.Enqueue(new() { ExportArn = ExportArn, ExportStatus = ExportStatus.COMPLETED, S3Bucket = "exports", ExportManifest = "team/AWSDynamoDB/1-a/manifest-summary.json", ItemCount = 7, BilledSizeBytes = 9 });
        var time = new InstantTime();

        var done = await new TableExporter(dynamo, Options with { TimeProvider = time }).WaitAsync(ExportArn);

        done.ShouldBe(new(ExportArn, IsComplete: true, "s3://exports/team/AWSDynamoDB/1-a/", 7, 9));
        time.Waits.ShouldBe([TimeSpan.FromSeconds(15)]);
    }

    [Fact]
    public async Task WaitAsync_FailedExport_Throws()
    {
        using var dynamo = new FakeExports();
        dynamo.States.Enqueue(new() { ExportArn = ExportArn, ExportStatus = ExportStatus.FAILED, FailureCode = "S3NoSuchBucket", FailureMessage = "The bucket does not exist." });

        (await Should.ThrowAsync<IOException>(() => new TableExporter(dynamo, Options).WaitAsync(ExportArn))).Message.ShouldBe(
            $"Export '{ExportArn}' failed: S3NoSuchBucket The bucket does not exist. Correct the cause, and export again.");
    }

    [Fact]
    public async Task StartAsync_NoPointInTimeRecovery_SaysHowToTurnItOn()
    {
        using var dynamo = new FakeExports { Refusal = new PointInTimeRecoveryUnavailableException("no") };

        (await Should.ThrowAsync<IOException>(() => new TableExporter(dynamo, Options).StartAsync())).Message.ShouldBe(
            "Table 'orders' has no point-in-time recovery; an export needs it. Turn it on with 'aws dynamodb update-continuous-backups', and export a time after that.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-36 * 24)]
    public async Task StartAsync_TimeThatRecoveryLacks_IsRefused(int hours)
    {
        using var dynamo = new FakeExports();

        (await Should.ThrowAsync<IOException>(() => new TableExporter(dynamo, Options with { AsOf = Now.AddHours(hours) }).StartAsync())).Message.ShouldEndWith("expected a time in the last 35 days, which recovery keeps.");
        dynamo.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(14, "Until - From is 00:14:00; expected 15 minutes to 24 hours.")]
    [InlineData((24 * 60) + 1, "Until - From is 1.00:01:00; expected 15 minutes to 24 hours.")]
    public void Options_WindowOutsideItsRange_IsRefused(int minutes, string problem) =>
        Should.Throw<ToolkitOptionsException>(() => (Options with { From = Now.AddDays(-3), Until = Now.AddDays(-3).AddMinutes(minutes) }).Validate()).Problems.ShouldBe([problem]);

    [Fact]
    public void Options_HalfAWindow_IsRefused() =>
        Should.Throw<ToolkitOptionsException>(() => (Options with { From = Now }).Validate()).Problems.ShouldBe(["From and Until are not both set; expected both or neither."]);

    sealed class FakeExports() : AmazonDynamoDBClient(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:9" })
    {
        internal List<ExportTableToPointInTimeRequest> Requests { get; } = [];

        internal Queue<ExportDescription> States { get; } = new();

        internal Exception? Refusal { get; init; }

        public override Task<DescribeTableResponse> DescribeTableAsync(DescribeTableRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(new DescribeTableResponse { Table = new() { TableArn = Arn } });

        public override Task<ExportTableToPointInTimeResponse> ExportTableToPointInTimeAsync(ExportTableToPointInTimeRequest request, CancellationToken cancellationToken = default)
        {
            if (Refusal is not null) { throw Refusal; }
            Requests.Add(request);
            return Task.FromResult(new ExportTableToPointInTimeResponse { ExportDescription = new() { ExportArn = $"{Arn}/export/{Requests.Count}" } });
        }

        public override Task<DescribeExportResponse> DescribeExportAsync(DescribeExportRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(new DescribeExportResponse { ExportDescription = States.Dequeue() });
    }
}
