using System.Net;

namespace BiPipeline.Toolkit.DynamoDb.Tests.Streams;

public sealed class DynamoDbStreamsClientTests
{
    const string Arn = "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000";

    [Fact]
    public async Task DescribeStreamAsync_SeveralPages_HasAllShards()
    {
        using var handler = new ScriptedHandler(
            ScriptedHandler.Ok($$$"""{"StreamDescription":{"StreamArn":"{{{Arn}}}","TableName":"orders","StreamStatus":"ENABLED","StreamViewType":"NEW_AND_OLD_IMAGES","Shards":[{"ShardId":"a","SequenceNumberRange":{"StartingSequenceNumber":"1","EndingSequenceNumber":"9"}}],"LastEvaluatedShardId":"a"}}"""),
            ScriptedHandler.Ok($$$"""{"StreamDescription":{"StreamArn":"{{{Arn}}}","TableName":"orders","StreamStatus":"DISABLED","StreamViewType":"NEW_AND_OLD_IMAGES","Shards":[{"ShardId":"b","ParentShardId":"a","SequenceNumberRange":{"StartingSequenceNumber":"10"}}]}}"""));
        using var client = Client(handler);

        var stream = await client.DescribeStreamAsync(Arn, CancellationToken.None);

        stream.Shards.ShouldBe([new("a", null, IsClosed: true), new("b", "a", IsClosed: false)]);
        (stream.Table, stream.IsDisabled, stream.ViewType).ShouldBe(("orders", true, "NEW_AND_OLD_IMAGES"));
        handler.Sent.Select(sent => (sent.Operation, sent.Body)).ShouldBe(
        [
            ("DynamoDBStreams_20120810.DescribeStream", $$"""{"StreamArn":"{{Arn}}"}"""),
            ("DynamoDBStreams_20120810.DescribeStream", $$"""{"StreamArn":"{{Arn}}","ExclusiveStartShardId":"a"}"""),
        ]);
        handler.Sent[0].Headers["Content-Type"].ShouldBe("application/x-amz-json-1.0");
    }

    [Fact]
    public async Task ListStreamsAsync_SeveralPages_HasAllStreams()
    {
        using var handler = new ScriptedHandler(
            ScriptedHandler.Ok("""{"Streams":[{"StreamArn":"1","TableName":"t","StreamLabel":"l"}],"LastEvaluatedStreamArn":"1"}"""),
            ScriptedHandler.Ok("""{"Streams":[{"StreamArn":"2","TableName":"t","StreamLabel":"m"}]}"""));
        using var client = Client(handler);

        (await client.ListStreamsAsync("t", CancellationToken.None)).ShouldBe(["1", "2"]);
        handler.Sent.Select(sent => sent.Body).ShouldBe(["""{"TableName":"t"}""", """{"TableName":"t","ExclusiveStartStreamArn":"1"}"""]);
    }

    public static TheoryData<ShardPosition, string> Positions => new()
    {
        { ShardPosition.TrimHorizon, "\"ShardIteratorType\":\"TRIM_HORIZON\"" },
        { ShardPosition.Latest, "\"ShardIteratorType\":\"LATEST\"" },
        { ShardPosition.At("7"), "\"ShardIteratorType\":\"AT_SEQUENCE_NUMBER\",\"SequenceNumber\":\"7\"" },
        { ShardPosition.After("7"), "\"ShardIteratorType\":\"AFTER_SEQUENCE_NUMBER\",\"SequenceNumber\":\"7\"" },
    };

    [Theory]
    [MemberData(nameof(Positions))]
    public async Task GetShardIteratorAsync_EachPosition_IsSentUnderTheApisName(ShardPosition position, string expected)
    {
        using var handler = new ScriptedHandler(ScriptedHandler.Ok("""{"ShardIterator":"it"}"""));
        using var client = Client(handler);

        (await client.GetShardIteratorAsync("arn", "s", position, CancellationToken.None)).ShouldBe("it");

        handler.Sent[0].Body.ShouldBe("{\"StreamArn\":\"arn\",\"ShardId\":\"s\"," + expected + "}");
    }

    [Fact]
    public async Task GetRecordsAsync_AnyPage_ReturnsItsRecords()
    {
        using var handler = new ScriptedHandler(ScriptedHandler.Ok("""{"Records":[{"dynamodb":{"SequenceNumber":"5"}}]}"""));
        using var client = Client(handler);

        var page = await client.GetRecordsAsync("arn", "it", 1000, CancellationToken.None);

        (page.Records[0].SequenceNumber, page.NextShardIterator).ShouldBe(("5", null));
        handler.Sent[0].Body.ShouldBe("""{"ShardIterator":"it","Limit":1000}""");
    }

    [Theory]
    [InlineData("ExpiredIteratorException", false)]
    [InlineData("TrimmedDataAccessException", false)]
    [InlineData("LimitExceededException", true)]
    [InlineData("ThrottlingException", true)]
    public async Task GetRecordsAsync_Refused_ReportsCodeAndWhetherItIsTransient(string code, bool isTransient)
    {
        using var handler = new ScriptedHandler(ScriptedHandler.Error(code, "why"));
        using var client = Client(handler);

        var exception = await Should.ThrowAsync<DynamoDbStreamsException>(() => client.GetRecordsAsync("arn", "it", 10, CancellationToken.None));

        (exception.ErrorCode, exception.IsTransient).ShouldBe((code, isTransient));
        exception.Message.ShouldStartWith("DynamoDB Streams GetRecords: why");
        handler.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task GetRecordsAsync_NotAllowed_NamesTheAction()
    {
        using var handler = new ScriptedHandler(ScriptedHandler.Error("AccessDeniedException"));
        using var client = Client(handler);

        (await Should.ThrowAsync<DynamoDbStreamsException>(() => client.GetRecordsAsync("arn", "it", 10, CancellationToken.None))).Message.ShouldEndWith("Grant dynamodb:GetRecords on the table's stream (docs/iam.md).");
    }

    [Fact]
    public async Task DescribeStreamAsync_AnotherServicesAnswer_Throws()
    {
        using var handler = new ScriptedHandler(ScriptedHandler.Json(HttpStatusCode.OK, "<html/>"), ScriptedHandler.Ok("{}"));
        using var client = Client(handler);

        (await Should.ThrowAsync<DynamoDbStreamsException>(() => client.DescribeStreamAsync("arn", CancellationToken.None))).Message.ShouldContain("not JSON");
        (await Should.ThrowAsync<DynamoDbStreamsException>(() => client.DescribeStreamAsync("arn", CancellationToken.None))).Message.ShouldContain("'StreamDescription'");
    }

    [Fact]
    public void Client_OptionOutsideItsRange_Throws() =>
        Should.Throw<ToolkitOptionsException>(() => new DynamoDbStreamsClient(AwsClientOptions.Local(new Uri("http://127.0.0.1:1/")) with { MaxRetries = 21 })).Message.ShouldContain("MaxRetries is 21; expected 0 to 20.");

    static DynamoDbStreamsClient Client(ScriptedHandler handler) => new(AwsClientOptions.Local(new Uri("http://127.0.0.1:9/")) with { MaxRetries = 0, MessageHandler = handler });
}
