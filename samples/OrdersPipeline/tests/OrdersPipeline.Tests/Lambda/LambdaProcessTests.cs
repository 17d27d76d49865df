using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.S3;
using OrdersPipeline.Aws;

namespace OrdersPipeline.Tests.Lambda;

/// <summary>What the function's process does and answers, whatever it is given.</summary>
[Trait("Category", "Slow")]
public sealed class LambdaProcessTests(MotoServer moto) : IClassFixture<MotoServer>
{
    const string AllStored = """{"batchItemFailures":[]}""";

    [Fact]
    public async Task Start_BadSettings_ReportsAllOfThemAndEnds()
    {
        await using var lambda = await LambdaService.StartAsync(new Dictionary<string, string> { ["AWS_REGION"] = "us-east-1", ["LAKE_PREFIX"] = "/lake", ["LAKE_BUCKET_OWNER"] = "me" });

        var (code, output, _) = await lambda.StartProcess().EndAsync();

        code.ShouldBe(1);
        var error = await lambda.InitError;
        error.GetProperty("errorType").GetString().ShouldBe("ToolkitOptionsException");
        error.GetProperty("errorMessage").GetString().ShouldBe("The function's environment: LAKE_BUCKET is not set; expected the lake's bucket. LAKE_PREFIX is not a prefix; expected segments joined by '/', without a leading '/'. LAKE_BUCKET_OWNER is not an account; expected 12 digits.");
        var line = JsonDocument.Parse(output).RootElement;
        (line.GetProperty("level").GetString(), line.GetProperty("message").GetString()).ShouldBe(("FATAL", "The function could not start."));
    }

    [RequiresFact(Need.Moto)]
    public async Task Invoke_Events_AreAnsweredAndLoggedByOneProcess()
    {
        await using var lambda = await LambdaAsync("logged");

        (await AnswerAsync(lambda, """{"Records":[]}"""u8.ToArray())).ShouldBe(AllStored);
        (await AnswerAsync(lambda, LambdaEvents.First)).ShouldBe(AllStored);
        lambda.Starts.ShouldBe(1);
        await lambda.Process!.TerminateAsync();
        var (code, output, errors) = await lambda.Process.EndAsync();

        (code, errors).ShouldBe((0, ""));
        var last = JsonDocument.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        last.GetProperty("requestId").GetString().ShouldBe("request-2");
        last.GetProperty("message").GetString()!.ShouldStartWith("Stored 100 records as 100 rows");
    }

    // What can't be read must not hold up its shard: it is kept in quarantine, and done with.
    [RequiresTheory(Need.Moto)]
    [InlineData("text", "no json")]
    [InlineData("numbers", """{"Records":[5,"x"]}""")]
    [InlineData("nothing-in-it", """{"Records":[{"eventID":"1","dynamodb":{"SequenceNumber":"1"}}]}""")]
    public async Task Invoke_RecordsThatCannotBeRead_AreInQuarantine(string name, string payload)
    {
        await using var lambda = await LambdaAsync(name);

        (await AnswerAsync(lambda, Encoding.UTF8.GetBytes(payload))).ShouldBe(AllStored);

        using var s3 = await S3Async();
        var keys = (await s3.ListObjectsV2Async(new() { BucketName = $"orders-{name}" })).S3Objects ?? [];
        keys.ShouldContain(item => item.Key.StartsWith("lake/quarantine/orders/", StringComparison.Ordinal));
    }

    [RequiresFact(Need.Moto)]
    public async Task Invoke_SixMegabytes_StaysBelow256()
    {
        await using var lambda = await LambdaAsync("largest");
        var payload = LambdaEvents.Largest();
        payload.Length.ShouldBeInRange(LambdaEvents.MaxBytes - 20_000, LambdaEvents.MaxBytes);

        for (var i = 0; i < 3; i++) { (await AnswerAsync(lambda, payload)).ShouldBe(AllStored); }

        lambda.Process!.HighWaterBytes.ShouldBeLessThan(256L * 1024 * 1024);
    }

    [RequiresFact(Need.Moto)]
    public async Task Invoke_S3Refuses_RetriesFromTheFirstRecord()
    {
        await using var gate = await S3Gate.StartAsync(await moto.Endpoint);
        gate.Refuse = _ => HttpStatusCode.Forbidden;
        await using var lambda = await LambdaAsync("refused", gate);

        (await AnswerAsync(lambda, LambdaEvents.First)).ShouldBe($$"""{"batchItemFailures":[{"itemIdentifier":"{{LambdaEvents.FirstSequence}}"}]}""");

        gate.Refuse = _ => null;
        (await AnswerAsync(lambda, LambdaEvents.First)).ShouldBe(AllStored);
        lambda.Starts.ShouldBe(1);
    }

    [RequiresFact(Need.Moto)]
    public async Task Invoke_S3IsBusyBriefly_Succeeds()
    {
        await using var gate = await S3Gate.StartAsync(await moto.Endpoint);
        gate.Refuse = put => put is 1 or 2 ? HttpStatusCode.ServiceUnavailable : null;
        await using var lambda = await LambdaAsync("busy", gate);

        (await AnswerAsync(lambda, LambdaEvents.First)).ShouldBe(AllStored);
    }

    [RequiresFact(Need.Moto)]
    public async Task Invoke_S3DoesNotAnswer_AnswersBeforeTheDeadline()
    {
        await using var gate = await S3Gate.StartAsync(await moto.Endpoint);
        var answered = new TaskCompletionSource();
        gate.Hold = answered.Task;
        await using var lambda = await LambdaAsync("silent", gate);
        lambda.TimeAllowed = TimeSpan.FromSeconds(4);

        // S3 says nothing until there is an answer.
        (await AnswerAsync(lambda, LambdaEvents.First)).ShouldBe($$"""{"batchItemFailures":[{"itemIdentifier":"{{LambdaEvents.FirstSequence}}"}]}""");
        answered.SetResult();
    }

    [RequiresFact(Need.Moto)]
    public async Task Terminate_WhileAnEventIsHandled_AnswersItAndEnds()
    {
        await using var gate = await S3Gate.StartAsync(await moto.Endpoint);
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gate.Hold = hold.Task;
        await using var lambda = await LambdaAsync("terminated", gate);

        var answer = AnswerAsync(lambda, LambdaEvents.First);
        await gate.Reached.WaitAsync(HangGuard.Time);
        await lambda.Process!.TerminateAsync();
        hold.SetResult();

        (await answer).ShouldBe(AllStored);
        (await lambda.Process.EndAsync()).Code.ShouldBe(0);
    }

    static async Task<string> AnswerAsync(LambdaService lambda, byte[] payload) => Encoding.UTF8.GetString(await lambda.InvokeAsync(payload));

    async Task<AmazonS3Client> S3Async() => new AwsConnection(null, null, await moto.Endpoint).OpenS3();

    async Task<LambdaService> LambdaAsync(string bucket, S3Gate? gate = null)
    {
        var endpoint = await moto.Endpoint;
        using var s3 = await S3Async();
        await s3.PutBucketAsync($"orders-{bucket}");
        return await LambdaService.StartAsync(new Dictionary<string, string>
        {
            ["LAKE_BUCKET"] = $"orders-{bucket}",
            ["LAKE_PREFIX"] = "lake/",
            ["AWS_ENDPOINT_URL_S3"] = (gate?.Endpoint ?? endpoint).AbsoluteUri,
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ACCESS_KEY_ID"] = "local",
            ["AWS_SECRET_ACCESS_KEY"] = "local",
        });
    }
}
