using System.Text;

namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Tests the forms of records: times, spellings, images, envelopes.</summary>
public sealed class RecordFormTests
{
    static readonly TableSchema Schema = Flatten.Schema("bigint");

    [Theory]
    [InlineData("1480642020", "2016-12-02T01:27:00.000")]
    [InlineData("1664559083.0", "2022-09-30T17:31:23.000")]
    [InlineData("1.5142308E9", "2017-12-25T19:40:00.000")]
    [InlineData("1795338376.512", "2026-11-22T09:06:16.512")]
    [InlineData("\"1678831218.0\"", "2023-03-14T22:00:18.000")]
    [InlineData("1480642020000", "2016-12-02T01:27:00.000")]
    [InlineData("1480642020123456", "2016-12-02T01:27:00.123")]
    [InlineData("\"2026-01-02T03:04:05Z\"", "2026-01-02T03:04:05.000")]
    [InlineData("null", "NULL")]
    public void Time_InEveryForm_IsUtcMilliseconds(string time, string expected)
    {
        var record = StreamRecord.Insert("").Replace("1700000001", time, StringComparison.Ordinal);

        FlatRow.Value(Flatten.Text(Schema, record).Columns["_event_time"], 0).ShouldBe(expected);
    }

    [Fact]
    public void Time_Missing_IsNull()
    {
        var record = StreamRecord.Insert("").Replace("\"ApproximateCreationDateTime\":1700000001,", "", StringComparison.Ordinal);

        FlatRow.Value(Flatten.Text(Schema, record).Columns["_event_time"], 0).ShouldBe("NULL");
    }

    [Fact]
    public void Insert_FillsTheEnvelope()
    {
        var batch = Flatten.Text(Schema, StreamRecord.Event(StreamRecord.Insert("\"v\":{\"N\":\"7\"}")));

        FlatRow.Rows(batch.Columns).ShouldBe(
        [
            "id=a; v=7; _op=INSERT; _event_id=0f1e2d3c4b5a69788796a5b4c3d2e1f0; _stream=2026-01-01T00:00:00.000; "
            + "_sequence=0000000000000000000700000000000000000001; _event_time=2023-11-14T22:13:21.000; _deleted=false; _ttl=false; _schema_version=1; _rescued=NULL",
        ]);
    }

    [Fact]
    public void Remove_UsesTheOldImage_AndIsDeleted()
    {
        var batch = Flatten.Text(Schema, StreamRecord.Record("REMOVE", """ "OldImage":{"id":{"S":"a"},"v":{"N":"7"}}, """));

        FlatRow.Value(batch.Columns["v"], 0).ShouldBe("7");
        FlatRow.Value(batch.Columns["_deleted"], 0).ShouldBe("true");
        FlatRow.Value(batch.Columns["_ttl"], 0).ShouldBe("false");
    }

    [Fact]
    public void Remove_WithKeysOnly_UsesTheKeys()
    {
        var batch = Flatten.Text(Schema, StreamRecord.Record("REMOVE", ""));

        FlatRow.Value(batch.Columns["id"], 0).ShouldBe("a");
        FlatRow.Value(batch.Columns["v"], 0).ShouldBe("NULL");
    }

    [Fact]
    public void Remove_ByTheTtlService_IsMarked()
    {
        var record = StreamRecord.Record("REMOVE", "").Replace("\"awsRegion\"", """ "userIdentity":{"type":"Service","principalId":"dynamodb.amazonaws.com"},"awsRegion" """, StringComparison.Ordinal);

        FlatRow.Value(Flatten.Text(Schema, record).Columns["_ttl"], 0).ShouldBe("true");
    }

    [Fact]
    public void Modify_UsesTheNewImage_InAnyMemberOrder()
    {
        const string old = """ "OldImage":{"id":{"S":"a"},"v":{"N":"1"}}, """;
        const string fresh = """ "NewImage":{"id":{"S":"a"},"v":{"N":"2"}}, """;

        FlatRow.Value(Flatten.Text(Schema, StreamRecord.Record("MODIFY", old + fresh)).Columns["v"], 0).ShouldBe("2");
        FlatRow.Value(Flatten.Text(Schema, StreamRecord.Record("MODIFY", fresh + old)).Columns["v"], 0).ShouldBe("2");
    }

    [Fact]
    public void MemberOrder_DoesNotMatter()
    {
        const string record = """
            {"dynamodb":{"SequenceNumber":"12","OldImage":{"v":{"N":"1"},"id":{"S":"a"}},"NewImage":{"v":{"N":"2"},"id":{"S":"a"}},"Keys":{"id":{"S":"a"}}},"eventName":"MODIFY","eventID":"e"}
            """;

        var batch = Flatten.Text(Schema, record);

        FlatRow.Value(batch.Columns["v"], 0).ShouldBe("2");
        FlatRow.Value(batch.Columns["_sequence"], 0).ShouldBe("0000000000000000000000000000000000000012");
    }

    [Fact]
    public void WhiteSpace_ChangesNothing_AndIsNotKept()
    {
        var compact = StreamRecord.Insert("\"v\":{\"N\":\"7\"},\"x\":{\"L\":[{\"S\":\" a  b \"}]}");
        var spaced = compact.Replace(":", " :\t", StringComparison.Ordinal).Replace(",", " ,\r\n ", StringComparison.Ordinal)
            .Replace("2026-01-01T00 :\t00 :\t00", "2026-01-01T00:00:00", StringComparison.Ordinal)
            .Replace("arn :\taws :\tdynamodb :\teu-west-1 :\t123456789012 :\t", "arn:aws:dynamodb:eu-west-1:123456789012:", StringComparison.Ordinal)
            .Replace("aws :\tdynamodb\"", "aws:dynamodb\"", StringComparison.Ordinal);

        var expected = Flatten.Text(Schema, StreamRecord.Event(compact));
        var actual = Flatten.Text(Schema, StreamRecord.Event(spaced));

        FlatRow.Rows(actual.Columns).ShouldBe(FlatRow.Rows(expected.Columns));
        Encoding.UTF8.GetString(actual.Raw.Line(0)).ShouldBe(compact);
    }

    [Fact]
    public void EscapedNames_EqualTheirUnescapedNames()
    {
        var record = StreamRecord.Insert("""  "\u0076":{"\u004e":"7"} """);

        FlatRow.Value(Flatten.Text(Schema, record).Columns["v"], 0).ShouldBe("7");
    }

    [Fact]
    public void ByteOrderMark_IsSkipped()
    {
        var batch = Flatten.Bytes(Schema, [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(StreamRecord.Event(StreamRecord.Insert("")))]);

        batch.Columns.RowCount.ShouldBe(1);
    }

    [Fact]
    public void EventId_Missing_IsTheHashOfTheMinifiedRecord()
    {
        var record = StreamRecord.Insert("").Replace("\"eventID\":\"0f1e2d3c4b5a69788796a5b4c3d2e1f0\",", "", StringComparison.Ordinal);
        var expected = "x" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(record)))[..32];

        FlatRow.Value(Flatten.Text(Schema, record).Columns["_event_id"], 0).ShouldBe(expected);
        FlatRow.Value(Flatten.Text(Schema, record.Replace("{", "{ ", StringComparison.Ordinal)).Columns["_event_id"], 0).ShouldBe(expected);
    }

    [Fact]
    public void KeysMissingInTheImage_ComeFromKeys()
    {
        var batch = Flatten.Text(Schema, StreamRecord.Record("INSERT", """ "NewImage":{"v":{"N":"7"}}, """));

        FlatRow.Value(batch.Columns["id"], 0).ShouldBe("a");
    }

    [Theory]
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{"N":"7"}}}""", "ITEM", "NULL", "false", "7")]
    [InlineData("""{"Item":{"v":{"N":"7"},"id":{"S":"a"}},"extra":[1,{"x":null}]}""", "ITEM", "NULL", "false", "7")]
    public void FullExportLine_IsAnItem(string line, string op, string sequence, string deleted, string value)
    {
        var batch = Flatten.Text(Schema, line);

        FlatRow.Value(batch.Columns["_op"], 0).ShouldBe(op);
        FlatRow.Value(batch.Columns["_sequence"], 0).ShouldBe(sequence);
        FlatRow.Value(batch.Columns["_deleted"], 0).ShouldBe(deleted);
        FlatRow.Value(batch.Columns["v"], 0).ShouldBe(value);
    }

    [Theory]
    [InlineData("""{"N":"1680109764000001"}""")]
    [InlineData("\"1680109764000001\"")]
    [InlineData("1680109764000001")]
    public void IncrementalExport_IsDatedByItsWrite(string written)
    {
        var schema = Flatten.Schema("bigint");
        var lines = """
            {"Metadata":{"WriteTimestampMicros":@},"Keys":{"id":{"S":"a"}},"OldImage":{"id":{"S":"a"},"v":{"N":"1"}},"NewImage":{"id":{"S":"a"},"v":{"N":"2"}}}
            {"Metadata":{"WriteTimestampMicros":@},"Keys":{"id":{"S":"b"}},"NewImage":{"id":{"S":"b"}}}
            {"Metadata":{"WriteTimestampMicros":@},"Keys":{"id":{"S":"c"}}}
            """.Replace("@", written, StringComparison.Ordinal);

        var batch = Flatten.Text(schema, lines);

        Enumerable.Range(0, 3).Select(row => $"{FlatRow.Value(batch.Columns["id"], row)} {FlatRow.Value(batch.Columns["_op"], row)} {FlatRow.Value(batch.Columns["v"], row)} {FlatRow.Value(batch.Columns["_deleted"], row)}")
            .ShouldBe(["a MODIFY 2 false", "b INSERT NULL false", "c REMOVE NULL true"]);
        FlatRow.Value(batch.Columns["_sequence"], 0).ShouldBe("NULL");
        FlatRow.Value(batch.Columns["_event_time"], 0).ShouldBe("2023-03-29T17:09:24.000");
    }

    [Fact]
    public void KinesisEvent_IsDecoded_AndBinaryTwice()
    {
        var schema = Flatten.Schema("binary", rest: ""","order":"time" """);
        const string record = """{"awsRegion":"eu-west-1","eventID":"3b0a6f0e-0000-4000-8000-000000000001","eventName":"MODIFY","userIdentity":null,"recordFormat":"application/json","tableName":"Orders","dynamodb":{"ApproximateCreationDateTime":1700000001123456,"ApproximateCreationDateTimePrecision":"MICROSECOND","Keys":{"id":{"S":"a"}},"NewImage":{"id":{"S":"a"},"v":{"B":"QUFFQw=="}},"OldImage":{"id":{"S":"a"}},"SizeBytes":20},"eventSource":"aws:dynamodb"}""";
        var data = Convert.ToBase64String(Encoding.UTF8.GetBytes(record));
        var payload = """{"Records":[{"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"p","sequenceNumber":"4959","data":"@","approximateArrivalTimestamp":1.5},"eventSource":"aws:kinesis","eventVersion":"1.0","eventID":"shardId-0:4959","eventName":"aws:kinesis:record","awsRegion":"eu-west-1"}]}""".Replace("@", data, StringComparison.Ordinal);
        var flattener = new RecordFlattener(schema);

        flattener.Flatten(Encoding.UTF8.GetBytes(payload));

        var batch = flattener.Batches[0];
        FlatRow.Value(batch.Columns["v"], 0).ShouldBe("0x000102");
        FlatRow.Value(batch.Columns["_event_id"], 0).ShouldBe("3b0a6f0e-0000-4000-8000-000000000001");
        FlatRow.Value(batch.Columns["_sequence"], 0).ShouldBe("0000000000000000000000001700000001123456.00000000000000000000000000000000000000000000000000004959");
        FlatRow.Value(batch.Columns["_event_time"], 0).ShouldBe("2023-11-14T22:13:21.123");
        Encoding.UTF8.GetString(flattener.Identifier(0)).ShouldBe("4959");
        Encoding.UTF8.GetString(batch.Raw.Line(0)).ShouldBe("{\"kinesisSequenceNumber\":\"4959\"," + record[1..]);
    }

    [Fact]
    public void OtherOrdersInput_ThrowsAndAddsNothing()
    {
        var flattener = new RecordFlattener(Flatten.Schema("bigint", rest: ""","order":"time" """));

        Should.Throw<PayloadException>(() => flattener.Flatten(Encoding.UTF8.GetBytes(StreamRecord.Event(StreamRecord.Insert("")))))
            .Message.ShouldContain("order: sequence");

        flattener.RecordCount.ShouldBe(0);
        flattener.Batches[0].Columns.RowCount.ShouldBe(0);
    }

    [Fact]
    public void OnFailureObject_GivesItsPayload()
    {
        var inner = StreamRecord.Event(StreamRecord.Insert("\"v\":{\"N\":\"7\"}"));
        var payload = """{"requestContext":{"requestId":"r"},"version":"1.0","DDBStreamBatchInfo":{"shardId":"s"},"payload":""" + System.Text.Json.JsonSerializer.Serialize(inner) + "}";

        FlatRow.Value(Flatten.Text(Schema, payload).Columns["v"], 0).ShouldBe("7");
    }

    [Fact]
    public void OnFailureMessageWithoutPayload_Throws()
    {
        Should.Throw<PayloadException>(() => Flatten.Text(Schema, """{"requestContext":{"requestId":"r"},"DDBStreamBatchInfo":{"shardId":"s"}}"""))
            .Message.ShouldContain("no payload");
    }

    [Theory]
    [InlineData("""{"Records":[]}""")]
    [InlineData("""{"Records":null}""")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData(" \r\n ")]
    [InlineData("[]")]
    public void NoRecords_GivesNoRows(string payload)
    {
        var flattener = new RecordFlattener(Schema);

        flattener.Flatten(Encoding.UTF8.GetBytes(payload));

        flattener.Batches[0].Columns.RowCount.ShouldBe(0);
    }

    [Fact]
    public void Lines_WithoutBreaks_AreSeparateRecords()
    {
        var batch = Flatten.Text(Schema, StreamRecord.Insert("") + StreamRecord.Insert("") + " " + StreamRecord.Insert(""));

        batch.Columns.RowCount.ShouldBe(3);
    }

    [Fact]
    public void QuarantineLine_IsValidInput()
    {
        var narrow = TableSchema.Parse("""{"table":"orders","keys":["id"],"columns":[{"name":"id","path":"id","type":"bigint"}]}""");
        var quarantined = Flatten.Text(narrow, StreamRecord.Insert("\"v\":{\"N\":\"7\"}"));

        var again = Flatten.Text(Schema, Flatten.Quarantined(quarantined));

        FlatRow.Rows(again.Columns).ShouldBe(FlatRow.Rows(Flatten.Text(Schema, StreamRecord.Insert("\"v\":{\"N\":\"7\"}")).Columns));
    }
}
