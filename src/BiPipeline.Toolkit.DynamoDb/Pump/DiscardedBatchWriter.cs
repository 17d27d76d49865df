using System.Security.Cryptography;
using System.Text.Encodings.Web;

namespace BiPipeline.Toolkit.DynamoDb;

/// <summary>Writes discarded batches (Lambda developer guide, "Retaining discarded records for a DynamoDB event source").</summary>
static class DiscardedBatchWriter
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static DiscardedBatch Write(
        string condition,
        string streamArn,
        string shardId,
        StreamPumpOptions options,
        ReadOnlySpan<StreamRecord> records,
        int invocations,
        bool wasError,
        DateTimeOffset now)
    {
        var (first, last) = (records[0], records[^1]);
        // Ids are derived from the content, so that discarding it again gives the same ids.
        var mapping = Id(streamArn, options.FunctionArn);
        var request = Id(shardId, first.SequenceNumber, last.SequenceNumber, condition);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteStartObject("requestContext");
            json.WriteString("requestId", request);
            json.WriteString("functionArn", options.FunctionArn);
            json.WriteString("condition", condition);
            json.WriteNumber("approximateInvokeCount", invocations);
            json.WriteEndObject();
            json.WriteStartObject("responseContext");
            json.WriteNumber("statusCode", 200);
            json.WriteString("executedVersion", "$LATEST");
            if (wasError) { json.WriteString("functionError", "Unhandled"); }
            json.WriteEndObject();
            json.WriteString("version", "1.0");
            json.WriteString("timestamp", Timestamp(now));
            json.WriteStartObject("DDBStreamBatchInfo");
            json.WriteString("shardId", shardId);
            json.WriteString("startSequenceNumber", first.SequenceNumber);
            json.WriteString("endSequenceNumber", last.SequenceNumber);
            if (first.CreatedAt is { } firstAt) { json.WriteString("approximateArrivalOfFirstRecord", Timestamp(firstAt)); }
            if (last.CreatedAt is { } lastAt) { json.WriteString("approximateArrivalOfLastRecord", Timestamp(lastAt)); }
            json.WriteNumber("batchSize", records.Length);
            json.WriteString("streamArn", streamArn);
            json.WriteEndObject();
            json.WriteString("payload", BatchPayload.Write(records));
            json.WriteEndObject();
        }
        return new DiscardedBatch
        {
            Condition = condition,
            ShardId = shardId,
            FirstSequenceNumber = first.SequenceNumber,
            LastSequenceNumber = last.SequenceNumber,
            Records = records.Length,
            Invocations = invocations,
            Key = string.Create(
                CultureInfo.InvariantCulture,
                $"aws/lambda/{mapping}/{shardId}/{now.UtcDateTime:yyyy/MM/dd}/{now.UtcDateTime:yyyy-MM-ddTHH.mm.ss}-{request}"),
            Json = bytes.ToArray(),
        };
    }

    static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    static string Id(params ReadOnlySpan<string> parts) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16)).ToString();
}
