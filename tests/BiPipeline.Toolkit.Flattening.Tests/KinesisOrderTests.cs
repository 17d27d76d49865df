using System.Text;

namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Tests the order of changes of one moment that come through Kinesis.</summary>
public sealed class KinesisOrderTests
{
    const string Change = """{"awsRegion":"eu-west-1","eventID":"@id@","eventName":"MODIFY","recordFormat":"application/json","tableName":"Orders","dynamodb":{"ApproximateCreationDateTime":1700000001123,"Keys":{"id":{"S":"a"}},"NewImage":{"id":{"S":"a"},"v":{"N":"1"}},"SizeBytes":20},"eventSource":"aws:dynamodb"}""";
    const string Number = "49590338271490256608559692538361571095921575989136588898";

    static readonly TableSchema Schema = Flatten.Schema("bigint", rest: ""","order":"time" """);

    static string Of(string id) => Change.Replace("@id@", id, StringComparison.Ordinal);

    static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    static string Event(params (string Number, string Change)[] records) => "{\"Records\":[" + string.Join(',', records.Select(record =>
        $$"""{"kinesis":{"sequenceNumber":"{{record.Number}}","data":"{{Base64(record.Change)}}"},"eventSource":"aws:kinesis","eventID":"shardId-0:{{record.Number}}","eventName":"aws:kinesis:record"}""")) + "]}";

    static string Sequence(RecordBatch batch, int row = 0) => FlatRow.Value(batch.Columns["_sequence"], row);

    static string Raw(RecordBatch batch, int line = 0) => Encoding.UTF8.GetString(batch.Raw.Line(line));

    // Ids are random, so they are in no order.
    [Fact]
    public void Changes_OfOneMoment_AreInTheOrderOfTheirNumbers()
    {
        var batch = Flatten.Text(Schema, Event(("9", Of("z")), ("10", Of("m")), (Number, Of("a"))));

        Enumerable.Range(0, 3).Select(row => Sequence(batch, row)).ShouldBe(
        [
            "0000000000000000000000001700000001123000.00000000000000000000000000000000000000000000000000000009",
            "0000000000000000000000001700000001123000.00000000000000000000000000000000000000000000000000000010",
            "0000000000000000000000001700000001123000." + Number,
        ]);
        Enumerable.Range(0, 3).Select(row => Sequence(batch, row)).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        Enumerable.Range(0, 3).Select(row => FlatRow.Value(batch.Columns["_event_id"], row)).ShouldBe(["z", "m", "a"]);
        Encoding.UTF8.GetString(batch.Raw.Sequence(0)).ShouldBe("1700000001123000");
    }

    [Theory]
    [InlineData("""{"data":"@data@","sequenceNumber":"12","eventSource":"aws:kinesis","eventID":"shardId-0:12"}""")]
    [InlineData("""{"invocationId":"i","deliveryStreamArn":"arn","records":[{"recordId":"r1","data":"@data@","kinesisRecordMetadata":{"sequenceNumber":"12","shardId":"s"}}]}""")]
    public void Change_InOtherEnvelopes_HasItsNumber(string envelope)
    {
        var batch = Flatten.Text(Schema, envelope.Replace("@data@", Base64(Of("a")), StringComparison.Ordinal));

        Sequence(batch).ShouldBe("0000000000000000000000001700000001123000.00000000000000000000000000000000000000000000000000000012");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x1")]
    [InlineData("123456789012345678901234567890123456789012345678901234567")]
    public void Number_ThatIsNotOne_IsLeftOut(string number)
    {
        var batch = Flatten.Text(Schema, Event((number, Of("a")), ("5", Of("b"))));

        Sequence(batch).ShouldBe("0000000000000000000000001700000001123000");
        Raw(batch).ShouldBe(Of("a"));
        string.CompareOrdinal(Sequence(batch), Sequence(batch, 1)).ShouldBeLessThan(0);
    }

    [Fact]
    public void Number_OfARecord_DoesNotReachTheNext()
    {
        var batch = Flatten.Text(Schema, Event(("7", Of("a")))[..^2] + "," + Of("b") + "]}");

        Sequence(batch, 1).ShouldBe("0000000000000000000000001700000001123000");
    }

    [Fact]
    public void Raw_ReadAgain_GivesTheSameRows()
    {
        var first = Flatten.Text(Schema, Event((Number, Of("a")), ("1", Of("b")), ("2", """{"eventName":"MODIFY","dynamodb":{"Keys":{}}}""")));

        var again = Flatten.Text(Schema, string.Join('\n', Enumerable.Range(0, first.Raw.Count).Select(line => Raw(first, line))));

        Raw(first).ShouldBe($"{{\"kinesisSequenceNumber\":\"{Number}\",{Of("a")[1..]}");
        Raw(first, 2).ShouldBe("""{"kinesisSequenceNumber":"2","eventName":"MODIFY","dynamodb":{"Keys":{}}}""");
        Flatten.Quarantined(first).ShouldContain("\"record\":" + Raw(first, 2));
        FlatRow.Rows(again.Columns).ShouldBe(FlatRow.Rows(first.Columns));
        again.Digests.ToArray().ShouldBe(first.Digests.ToArray());
        Enumerable.Range(0, 3).Select(line => Raw(again, line)).ShouldBe(Enumerable.Range(0, 3).Select(line => Raw(first, line)));
    }
}
