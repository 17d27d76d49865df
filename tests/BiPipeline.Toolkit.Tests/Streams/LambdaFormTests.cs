using System.Text;
using System.Text.Json;
using BiPipeline.Toolkit.Tests.Data;

namespace BiPipeline.Toolkit.Tests.Streams;

/// <summary>A function behind SQS, SNS, EventBridge, Pipes or Firehose: same rows, and an answer that its source understands.</summary>
public sealed class LambdaFormTests
{
    static readonly Change First = new("a", "1");
    static readonly Change Second = new("b", "2") { Day = 1 };

    static string Text(string json) => JsonSerializer.Serialize(json);

    static string Message(string body, string id) => $$"""{"messageId":"{{id}}","receiptHandle":"r","body":{{Text(body)}},"eventSource":"aws:sqs"}""";

    static string Event(params string[] records) => $$"""{"Records":[{{string.Join(',', records)}}]}""";

    static string Bus(string detail) => $$"""{"version":"0","detail-type":"change","source":"app","detail":{{detail}} }""";

    static string Notification(string message) => $$"""{"EventSource":"aws:sns","Sns":{"MessageId":"n","Message":{{Text(message)}} } }""";

    static string Pipe(string record, string id) => $$"""{"kinesisSchemaVersion":"1.0","partitionKey":"p","sequenceNumber":"49","data":"{{Base64(record)}}","eventSource":"aws:kinesis","eventID":"{{id}}","eventName":"aws:kinesis:record"}""";

    static string Firehose(params (string Id, string Data)[] records) =>
        $$"""{"invocationId":"i","deliveryStreamArn":"arn","records":[{{string.Join(',', records.Select(record => $$"""{"recordId":"{{record.Id}}","data":"{{record.Data}}"}"""))}}]}""";

    static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    // Objects of the second change's day are refused.
    static FaultyStore Faulty(InMemoryObjectStore store, bool isFaulty) =>
        new FaultyStore(store, (_, key) => isFaulty && key.Contains("2026-01-02", StringComparison.Ordinal) ? StoreFault.Refusal("no room") : StoreFault.None);

    static async Task<(string Answer, InMemoryObjectStore Store)> HandleAsync(string payload, bool isFaulty = false)
    {
        var store = new InMemoryObjectStore();
        var pipeline = new StreamPipeline(Faulty(store, isFaulty), Orders.Options);
        await using var answer = await pipeline.HandleAsync(Encoding.UTF8.GetBytes(payload), DateTimeOffset.MaxValue);
        return (await new StreamReader(answer).ReadToEndAsync(), store);
    }

    public static TheoryData<string, string, string> Payloads => new()
    {
        { Event(Message(First.Json, "m1"), Message(Second.Json, "m2")), """{"batchItemFailures":[]}""", """{"batchItemFailures":[{"itemIdentifier":"m2"}]}""" },
        { Event(Message(Bus(First.Json), "m1"), Message($$"""{"Type":"Notification","Message":{{Text(Second.Json)}} }""", "m2")), """{"batchItemFailures":[]}""", """{"batchItemFailures":[{"itemIdentifier":"m2"}]}""" },
        { Event(Message(Event(Second.Json, First.Json), "m1")), """{"batchItemFailures":[]}""", """{"batchItemFailures":[{"itemIdentifier":"m1"}]}""" },
        { $"[{First.Json},{Second.Json}]", """{"batchItemFailures":[]}""", $$"""{"batchItemFailures":[{"itemIdentifier":"{{Second.EventId}}"}]}""" },
        { $"[{Message(First.Json, "m1")},{Message(Second.Json, "m2")}]", """{"batchItemFailures":[]}""", """{"batchItemFailures":[{"itemIdentifier":"m2"}]}""" },
        { $"[{Pipe(First.Json, "s:1")},{Pipe(Second.Json, "s:2")}]", """{"batchItemFailures":[]}""", """{"batchItemFailures":[{"itemIdentifier":"s:2"}]}""" },
        { Event(First.Json, Second.Json), """{"batchItemFailures":[]}""", """{"batchItemFailures":[{"itemIdentifier":"2"}]}""" },
        {
            Firehose(("r1", Base64(First.Json)), ("r2", Base64(Second.Json))),
            $$"""{"records":[{"recordId":"r1","result":"Ok","data":"{{Base64(First.Json)}}"},{"recordId":"r2","result":"Ok","data":"{{Base64(Second.Json)}}"}]}""",
            $$"""{"records":[{"recordId":"r1","result":"Ok","data":"{{Base64(First.Json)}}"},{"recordId":"r2","result":"ProcessingFailed","data":"{{Base64(Second.Json)}}"}]}"""
        },
    };

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task Handle_ASource_AnswersWithItsIdentifiers(string payload, string whole, string partly)
    {
        var (expected, _) = (new InMemoryObjectStore(), 0);
        await new StreamPipeline(expected, Orders.Options).ProcessAsync(Change.Event(First, Second), CancellationToken.None);

        var (answer, store) = await HandleAsync(payload);
        JsonElement.DeepEquals(JsonDocument.Parse(answer).RootElement, JsonDocument.Parse(whole).RootElement).ShouldBeTrue(answer);
        store.Keys.Count(key => key.StartsWith("processed/orders/", StringComparison.Ordinal)).ShouldBe(expected.Keys.Count(key => key.StartsWith("processed/orders/", StringComparison.Ordinal)));

        (answer, _) = await HandleAsync(payload, isFaulty: true);
        JsonElement.DeepEquals(JsonDocument.Parse(answer).RootElement, JsonDocument.Parse(partly).RootElement).ShouldBeTrue(answer);
    }

    [Fact]
    public async Task Handle_AnAsynchronousEvent_ThrowsWhenItIsNotStored()
    {
        string[] failed =
        [
            $$"""{"version":"1.0","requestContext":{"requestId":"r","condition":"RetriesExhausted"},"requestPayload":{{Event(Notification(Second.Json))}},"responsePayload":{} }""",
            $$"""{"requestContext":{"requestId":"r"},"DDBStreamBatchInfo":{"shardId":"s"},"payload":{{Text(Event(Second.Json))}} }""",
        ];
        foreach (var payload in failed.Append(Bus(Second.Json)).Append(Event(Notification(Second.Json))))
        {
            (await HandleAsync(payload)).Store.Keys.ShouldContain(key => key.StartsWith("processed/", StringComparison.Ordinal));
            await Should.ThrowAsync<IOException>(() => HandleAsync(payload, isFaulty: true));
        }
    }

    // The answer was {"itemIdentifier":""}, which Firehose and asynchronous invokers do not know: the records were lost.
    [Fact]
    public async Task Handle_PayloadThatWasNotRead_Throws()
    {
        using var stalled = new CancelledStream();

        (await Should.ThrowAsync<IOException>(() => new StreamPipeline(new InMemoryObjectStore(), Orders.Options).HandleAsync(stalled, DateTimeOffset.MinValue))).Message
            .ShouldStartWith("The batch was not started before its deadline;");
    }

    // A record of a pipe without an event id, and a record without a sequence number.
    [Fact]
    public async Task Handle_FailedRecordWithoutIdentifier_Throws()
    {
        const string item = """{"Item":{"id":{"S":"b"}}}""";
        foreach (var payload in new[] { $"[{Second.Json.Replace($"\"eventID\":\"{Second.EventId}\",", "", StringComparison.Ordinal)}]", Event(item) })
        {
            var store = new InMemoryObjectStore();
            var pipeline = new StreamPipeline(new FaultyStore(store, (_, key) => key.StartsWith("schemas/", StringComparison.Ordinal) ? StoreFault.None : StoreFault.Refusal("no room")), Orders.Options);

            await Should.ThrowAsync<IOException>(() => pipeline.HandleAsync(Encoding.UTF8.GetBytes(payload), DateTimeOffset.MaxValue));
        }
    }

    [Theory]
    [InlineData("kinesis")]
    [InlineData("body")]
    [InlineData("messageId")]
    [InlineData("detail")]
    [InlineData("detail-type")]
    [InlineData("Sns")]
    [InlineData("records")]
    [InlineData("Records")]
    [InlineData("Items")]
    [InlineData("Responses")]
    [InlineData("RequestItems")]
    [InlineData("DataModel")]
    [InlineData("record")]
    [InlineData("record_base64")]
    [InlineData("rawData")]
    [InlineData("errorCode")]
    [InlineData("payload")]
    [InlineData("Item")]
    [InlineData("dynamodb")]
    [InlineData("eventName")]
    [InlineData("Metadata")]
    [InlineData("Keys")]
    [InlineData("data")]
    public async Task Handle_AnyEnvelopeWithAnyValue_KeepsTheNeighbours(string member)
    {
        string[] values = ["null", "5", "true", "\"\"", "\"x\"", "\"e30=\"", "[]", "[1]", "[{}]", "[null]", "[[]]", "{}", "{\"a\":1}", "{\"data\":5}", "{\"data\":\"\"}", "{\"data\":null}", "{\"Message\":5}", "{\"t\":[]}", "{\"t\":[5]}"];
        string[] others = ["", "\"messageId\":\"m\",", "\"detail-type\":\"x\",", "\"invocationId\":\"i\",", "\"errorCode\":\"x\",", "\"eventSource\":\"aws:kinesis\",", "\"eventName\":\"INSERT\",", "\"requestContext\":{},\"DDBStreamBatchInfo\":{},"];
        foreach (var (value, other) in values.SelectMany(value => others.Select(other => (value, other))))
        {
            var odd = $"{{{other}\"{member}\":{value}}}";
            var store = new InMemoryObjectStore();

            var outcome = await new StreamPipeline(store, Orders.Options).ProcessAsync(Encoding.UTF8.GetBytes(Event(First.Json, odd, Second.Json)), CancellationToken.None);

            outcome.Rows.ShouldBe(2, odd);
            outcome.Rows.ShouldBe(outcome.Records - outcome.Quarantined, odd);
            outcome.RedeliverFrom.ShouldBeNull();
        }
    }

    // A payload whose end does not come before the deadline.
    sealed class CancelledStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(new TaskCompletionSource<int>().Task.WaitAsync(cancellationToken));
    }
}
