using System.Text;
using System.Text.Json;

namespace BiPipeline.Toolkit.Flattening.Tests;

/// <summary>Tests records that can't be read: the reason, the record, and the unaffected records around it.</summary>
public sealed class QuarantineTests
{
    static readonly TableSchema Schema = Flatten.Schema("string");

    [Theory]
    // The record's meaning.
    [InlineData("""{"eventID":"e","dynamodb":{"Keys":{"id":{"S":"a"}},"SequenceNumber":"1"}}""", "no eventName")]
    [InlineData("""{"eventName":"UPSERT","dynamodb":{"Keys":{"id":{"S":"a"}},"SequenceNumber":"1"}}""", "eventName is unknown")]
    [InlineData("""{"eventName":"REMOVE","dynamodb":{"SequenceNumber":"1"}}""", "no Keys")]
    [InlineData("""{"eventName":"MODIFY","dynamodb":{"Keys":{"id":{"S":"a"}},"SequenceNumber":"1"}}""", "NEW_AND_OLD_IMAGES")]
    [InlineData("""{"eventName":"REMOVE","dynamodb":{"Keys":{"id":{"S":"a"}}}}""", "no SequenceNumber")]
    [InlineData("""{"eventName":"REMOVE","dynamodb":{"Keys":{"id":{"S":"a"}},"SequenceNumber":"12x"}}""", "SequenceNumber is not")]
    [InlineData("""{"eventName":"REMOVE","dynamodb":{"Keys":{"id":{"S":"a"}},"SequenceNumber":"12345678901234567890123456789012345678901"}}""", "SequenceNumber is not")]
    [InlineData("""{"eventName":"REMOVE","dynamodb":{"Keys":{"id":{"S":"a"},"sk":{"S":"b"}},"SequenceNumber":"1"}}""", "is not a key in the schema")]
    [InlineData("""{"eventName":"REMOVE","dynamodb":{"Keys":{},"SequenceNumber":"1"}}""", "key attribute of the schema is missing")]
    [InlineData("""{"eventName":"REMOVE","dynamodb":{"Keys":{"id":{"NULL":true}},"SequenceNumber":"1"}}""", "key attribute of the schema is missing")]
    [InlineData("""{"eventName":"REMOVE","dynamodb":{"ApproximateCreationDateTime":true,"Keys":{"id":{"S":"a"}},"SequenceNumber":"1"}}""", "unexpected byte")]
    [InlineData("""{"eventName":"REMOVE","dynamodb":{"ApproximateCreationDateTime":1E60,"Keys":{"id":{"S":"a"}},"SequenceNumber":"1"}}""", "years 1 to 9999")]
    [InlineData("""{"eventName":"REMOVE","dynamodb":{"ApproximateCreationDateTime":"soon","Keys":{"id":{"S":"a"}},"SequenceNumber":"1"}}""", "years 1 to 9999")]
    [InlineData("""{"eventID":"","eventName":"REMOVE","dynamodb":{"Keys":{"id":{"S":"a"}},"SequenceNumber":"1"}}""", "eventID is empty")]
    [InlineData("""{"eventID":5,"eventName":"REMOVE","dynamodb":{"Keys":{"id":{"S":"a"}},"SequenceNumber":"1"}}""", "eventID is not text")]
    [InlineData("""{"eventName":"REMOVE","dynamodb":{"Keys":{"id":{"S":"a"}},"SequenceNumber":12345}}""", "SequenceNumber is not text")]
    [InlineData("""{"Item":{"v":{"S":"x"}}}""", "key attribute of the schema is missing")]
    [InlineData("12", "not a JSON object")]
    // Envelope members without a record.
    [InlineData("""{"record":5}""", "no eventName")]
    [InlineData("""{"record":[1]}""", "no eventName")]
    [InlineData("""{"record":null}""", "no eventName")]
    [InlineData("""{"record_base64":{}}""", "no eventName")]
    [InlineData("""{"kinesis":null}""", "no eventName")]
    [InlineData("""{"kinesis":"5"}""", "no eventName")]
    [InlineData("""{"\u0072ecord":{}}""", "unknown envelope")]
    // Invalid attribute values.
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{"X":"1"}}}""", "unknown type tag")]
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{}}}""", "no type tag")]
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{"S":"x","N":"1"}}}""", "more than one type tag")]
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{"S":5}}}""", "unexpected byte")]
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{"N":"five"}}}""", "not a number")]
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{"N":""}}}""", "not a number")]
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{"N":"NaN"}}}""", "not a number")]
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{"N":" 1"}}}""", "not a number")]
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{"B":"@"}}}""", "not base64")]
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{"NULL":false}}}""", "NULL attribute value is not true")]
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{"BOOL":"true"}}}""", "expected true, false or null")]
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{"SS":["a",1]}}}""", "unexpected byte")]
    [InlineData("""{"Item":{"id":{"S":"a"},"other":{"NS":["1","x"]}}}""", "not a number")]
    // Invalid JSON.
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{"S":"x"}}""", "ends too early")]
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{"S":"\x"}}}""", "invalid escape")]
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{"S":"\ud800"}}}""", "unpaired surrogate")]
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{"S":"\ud800\u0041"}}}""", "unpaired surrogate")]
    [InlineData("{\"Item\":{\"id\":{\"S\":\"a\"},\"v\":{\"S\":\"a\tb\"}}}", "control character")]
    [InlineData("""{"Item":{"id":{"S":"a"},}}""", "unexpected byte")]
    [InlineData("""{"Item":{"id":{"S":"a"}},"n":01}""", "invalid number")]
    [InlineData("""{"Item":{"id":{"S":"a"}},"n":nul}""", "expected true, false or null")]
    // Duplicate members.
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{"S":"x"},"v":{"S":"y"}}}""", "duplicate member")]
    [InlineData("""{"Item":{"id":{"S":"a"},"v":{"S":"x"},"\u0076":{"S":"y"}}}""", "duplicate member")]
    [InlineData("""{"Item":{"id":{"S":"a"},"u":{"M":{"a":{"N":"1"},"b":{"N":"1"},"a":{"N":"1"}}}}}""", "duplicate member")]
    [InlineData("""{"Item":{"id":{"S":"a"}},"Item":{"id":{"S":"a"}}}""", "duplicate member")]
    [InlineData("""{"Item":{"id":{"S":"a"}},"n":1,"n":1}""", "duplicate member")]
    public void Record_ThatCantBeRead_IsQuarantinedWithItsReason(string record, string reason)
    {
        var batch = Flatten.Text(Schema, record + "\n" + StreamRecord.Insert("\"v\":{\"S\":\"next\"}"));

        batch.Quarantine.Count.ShouldBe(1);
        using var line = JsonDocument.Parse(Flatten.Quarantined(batch));
        line.RootElement.GetProperty("reason").GetString()!.ShouldContain(reason);
        var kept = line.RootElement.GetProperty("record");
        var dated = record.StartsWith("{\"Item\"", StringComparison.Ordinal) ? "{\"asOf\":\"2026-11-03T00:00:00.000Z\"," + record[1..] : record;
        (kept.ValueKind == JsonValueKind.String ? kept.GetString() : kept.GetRawText()).ShouldBe(kept.ValueKind == JsonValueKind.String ? record : dated);
        FlatRow.Value(batch.Columns["v"], 0).ShouldBe("next");
        batch.Columns.RowCount.ShouldBe(1);
    }

    [Fact]
    public void Key_ThatDoesNotFit_IsQuarantined_AndItsRawCopyKept()
    {
        var schema = TableSchema.Parse("""{"table":"orders","keys":["id"],"columns":[{"name":"id","path":"id","type":"bigint"}]}""");

        var batch = Flatten.Text(schema, StreamRecord.Event(StreamRecord.Insert("")));

        Flatten.Quarantined(batch).ShouldContain("doesn't fit its column");
        Encoding.UTF8.GetString(batch.Raw.Line(0)).ShouldBe(StreamRecord.Insert(""));
        Encoding.UTF8.GetString(batch.Quarantine.Sequence(0)).ShouldBe("700000000000000000001");
        Encoding.UTF8.GetString(batch.Quarantine.EventId(0)).ShouldBe("0f1e2d3c4b5a69788796a5b4c3d2e1f0");
        batch.Quarantine.Days[0].ShouldBe(19675);
    }

    [Fact]
    public void BrokenRecord_InAnEvent_DoesNotAffectOthers()
    {
        var payload = StreamRecord.Event(
            StreamRecord.Insert("\"v\":{\"S\":\"first\"}"),
            """{"eventName":"INSERT","dynamodb":{"NewImage":{"id":{"S":"a"},"v":{"S":oops}}}}""",
            StreamRecord.Insert("\"v\":{\"S\":\"third\"}"));

        var batch = Flatten.Text(Schema, payload);

        Enumerable.Range(0, batch.Columns.RowCount).Select(row => FlatRow.Value(batch.Columns["v"], row)).ShouldBe(["first", "third"]);
        batch.Records.ToArray().ShouldBe([0, 2]);
        batch.Quarantine.Records.ToArray().ShouldBe([1]);
    }

    [Theory]
    [InlineData("""{"Records":[{"eventName":"INSERT" """)]
    [InlineData("""{"Records":[{"a":"b]}""")]
    [InlineData("""{"Records":[{}]} x""")]
    [InlineData("""{"Records":[{} {}]}""")]
    [InlineData("""{"Records":5}""")]
    [InlineData("""{"Records":{"eventName":"INSERT"}}""")]
    [InlineData("""{"Records":"[]"}""")]
    [InlineData("""{"Records":false}""")]
    public void Event_ThatCantBeFramed_ThrowsAndAddsNothing(string payload)
    {
        var flattener = new RecordFlattener(Schema);

        Should.Throw<PayloadException>(() => flattener.Flatten(Encoding.UTF8.GetBytes(payload)));

        flattener.RecordCount.ShouldBe(0);
        flattener.Batches[0].Quarantine.Count.ShouldBe(0);
    }

    [Fact]
    public void InvalidUtf8_IsKeptAsBase64()
    {
        byte[] broken = [.. "{\"Item\":{\"id\":{\"S\":\"a\"},\"v\":{\"S\":\""u8, 0xFF, .. "\"}}}"u8];

        var batch = Flatten.Bytes(Schema, [.. broken, (byte)'\n', .. Encoding.UTF8.GetBytes(StreamRecord.Insert(""))]);

        using var line = JsonDocument.Parse(Flatten.Quarantined(batch));
        line.RootElement.GetProperty("reason").GetString()!.ShouldContain("not UTF-8");
        line.RootElement.GetProperty("record_base64").GetBytesFromBase64().ShouldBe(broken);
        batch.Columns.RowCount.ShouldBe(1);
    }

    [Fact]
    public void Nesting_OfThirtyThreeLevels_IsQuarantined()
    {
        static string Nested(int levels) =>
            string.Concat(Enumerable.Repeat("{\"L\":[", levels)) + "{\"S\":\"x\"}" + string.Concat(Enumerable.Repeat("]}", levels));

        Flatten.Text(Schema, StreamRecord.Insert($"\"v\":{Nested(32)}")).Columns.RowCount.ShouldBe(1);
        Flatten.Text(Schema, StreamRecord.Insert($"\"other\":{Nested(32)}")).Columns.RowCount.ShouldBe(1);
        Flatten.Quarantined(Flatten.Text(Schema, StreamRecord.Insert($"\"v\":{Nested(33)}"))).ShouldContain("deeper than the limit");
        Flatten.Quarantined(Flatten.Text(Schema, StreamRecord.Insert($"\"other\":{Nested(33)}"))).ShouldContain("deeper than the limit");
        Flatten.Text(Schema, StreamRecord.Insert($"\"other\":{Nested(100_000)}")).Quarantine.Count.ShouldBe(1);
    }

    [Fact]
    public void KinesisRecord_WithoutTime_NamesWhatOrderNeeds()
    {
        var schema = Flatten.Schema("string", rest: ""","order":"time" """);

        Flatten.Quarantined(Flatten.Text(schema, """{"eventName":"REMOVE","recordFormat":"application/json","dynamodb":{"Keys":{"id":{"S":"a"}}}}"""))
            .ShouldContain("no ApproximateCreationDateTime or WriteTimestampMicros, which order: time needs");
    }

    [Fact]
    public void Record_OverTheLimit_IsQuarantined()
    {
        var options = new FlattenOptions { MaxRecordBytes = 1024 };

        var batch = Flatten.Text(Schema, StreamRecord.Insert($"\"v\":{{\"S\":\"{new string('x', 1024)}\"}}"), options);

        Flatten.Quarantined(batch).ShouldContain("larger than the limit");
    }

    [Fact]
    public void UnknownAttribute_UnderQuarantine_QuarantinesItsRecord()
    {
        var schema = Flatten.Schema("string", rest: ""","unknown":"quarantine" """);

        Flatten.Quarantined(Flatten.Text(schema, StreamRecord.Insert("\"w\":{\"S\":\"x\"}"))).ShouldContain("unknown: quarantine");
        Flatten.Text(schema, StreamRecord.Insert("\"w\":{\"NULL\":true}")).Columns.RowCount.ShouldBe(1);
    }

    [Fact]
    public void LargeItem_OfFourHundredKilobytes_IsRead()
    {
        var attributes = string.Join(',', Enumerable.Range(0, 4_000).Select(i => $"\"a{i}\":{{\"S\":\"{new string('x', 90)}\"}}"));

        var batch = Flatten.Text(Schema, StreamRecord.Insert(attributes));

        batch.Columns.RowCount.ShouldBe(1);
        batch.RescuedValues.ShouldBe(4_000);
    }
}
