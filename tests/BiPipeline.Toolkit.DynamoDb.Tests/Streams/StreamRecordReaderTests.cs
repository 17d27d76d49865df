using System.Text;

namespace BiPipeline.Toolkit.DynamoDb.Tests.Streams;

public sealed class StreamRecordReaderTests
{
    const string Arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000";

    [Fact]
    public void Read_Record_KeepsItsBytesAndNamesItsSource()
    {
        // Escapes, exponents, white space and member order are the sender's own, and do not change.
        const string Record = """{ "eventID":"1","dynamodb": {"Keys":{"k":{"S":"\u00e9\/x"}},"NewImage":{"k":{"S":"é"},"n":{"N":"1.50E2"},"SequenceNumber":{"S":"not this"}},"ApproximateCreationDateTime": 1.7E9,"SequenceNumber":"000111","SizeBytes":3}, "eventName":"INSERT" }""";

        var page = Read("{\"Records\":[" + Record + "],\"NextShardIterator\":\"next\"}");

        page.NextShardIterator.ShouldBe("next");
        var record = page.Records.ShouldHaveSingleItem();
        Encoding.UTF8.GetString(record.Json.Span).ShouldBe(Record[..^1] + ",\"eventSourceARN\":\"" + Arn + "\"}");
        record.SequenceNumber.ShouldBe("000111");
        record.CreatedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
    }

    [Fact]
    public void Read_UserIdentity_HasLambdasNames()
    {
        var page = Read("""{"Records":[{"userIdentity":{"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"},"dynamodb":{"SequenceNumber":"1"}}]}""");

        Encoding.UTF8.GetString(page.Records[0].Json.Span)
            .ShouldBe("""{"userIdentity":{"principalId":"dynamodb.amazonaws.com","type":"Service"},"dynamodb":{"SequenceNumber":"1"},"eventSourceARN":"ARN"}""".Replace("ARN\"", Arn + "\"", StringComparison.Ordinal).Replace("eventSource" + Arn, "eventSourceARN", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_RecordThatNamesItsSource_DoesNotChange()
    {
        const string Record = """{"dynamodb":{"SequenceNumber":"1"},"userIdentity":null,"eventSourceARN":"x"}""";

        Encoding.UTF8.GetString(Read("{\"Records\":[" + Record + "]}").Records[0].Json.Span).ShouldBe(Record);
    }

    [Fact]
    public void Read_SeveralRecords_AreInTheirOrder()
    {
        var page = Read("""{"NextShardIterator":null,"Records":[{"dynamodb":{"SequenceNumber":"9"}},{"dynamodb":{"SequenceNumber":"10"}}],"Other":{"Records":[1]}}""");

        page.Records.Select(record => record.SequenceNumber).ShouldBe(["9", "10"]);
        page.NextShardIterator.ShouldBeNull();
    }

    [Theory]
    [InlineData("<html>busy</html>")]
    [InlineData("")]
    [InlineData("""{"Records":[{"dynamodb":{"SizeBytes":1}}]}""")]
    [InlineData("""{"Records":[{"eventID":"1"}]}""")]
    [InlineData("""{"Records":[{"dynamodb":{"SequenceNumber":"1"}}""")]
    public void Read_OtherAnswer_ThrowsWithoutItsContent(string answer) =>
        Should.Throw<DynamoDbStreamsException>(() => Read(answer)).ErrorCode.ShouldBe(DynamoDbStreamsException.UnreadableAnswer);

    static StreamRecordPage Read(string answer) => StreamRecordReader.Read(Encoding.UTF8.GetBytes(answer), Arn);
}
