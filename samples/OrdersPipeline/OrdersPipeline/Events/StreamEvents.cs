using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrdersPipeline.Events;

/// <summary>
/// Writes payloads in Lambda's form: batches of at most 100 records of one shard, both images, increasing sequence numbers of growing
/// length, creation times in whole seconds. They do not depend on the clock: the same writes give the same bytes.
/// </summary>
static class StreamEvents
{
    /// <summary>The event source mapping's default batch size.</summary>
    internal const int MaxBatch = 100;

    // The numbers grow from 21 to 22 digits, like real ones, so their text order is not their order.
    static readonly BigInteger FirstSequence = BigInteger.Parse("999999999999500000000", CultureInfo.InvariantCulture);

    static readonly BigInteger SequenceStep = 401_003;

    // Lambda's JSON does not escape letters beyond ASCII.
    static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static IEnumerable<ReadOnlyMemory<byte>> Payloads(IEnumerable<OrderWrite> writes, StreamIdentity identity)
    {
        var sequence = FirstSequence;
        foreach (var batch in writes.Chunk(MaxBatch))
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, Compact))
            {
                writer.WriteStartObject();
                writer.WriteStartArray("Records");
                foreach (var write in batch)
                {
                    WriteRecord(writer, write, sequence.ToString(CultureInfo.InvariantCulture), identity);
                    sequence += SequenceStep;
                }
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
            yield return buffer.WrittenMemory;
        }
    }

    static void WriteRecord(Utf8JsonWriter writer, OrderWrite write, string sequence, StreamIdentity identity)
    {
        writer.WriteStartObject();
        writer.WriteString("eventID", EventId(identity, sequence));
        writer.WriteString("eventName", write.EventName);
        writer.WriteString("eventVersion", "1.1");
        writer.WriteString("eventSource", "aws:dynamodb");
        writer.WriteString("awsRegion", identity.Region);
        if (write.ByTtl)
        {
            writer.WriteStartObject("userIdentity");
            writer.WriteString("type", "Service");
            writer.WriteString("principalId", "dynamodb.amazonaws.com");
            writer.WriteEndObject();
        }
        WriteChange(writer, write, sequence);
        writer.WriteString("eventSourceARN", identity.Arn);
        writer.WriteEndObject();
    }

    static void WriteChange(Utf8JsonWriter writer, OrderWrite write, string sequence)
    {
        writer.WriteStartObject("dynamodb");
        writer.WritePropertyName("ApproximateCreationDateTime");
        writer.WriteRawValue(CreationTime(write.At));
        writer.WritePropertyName("Keys");
        write.Known.WriteKeys(writer);
        if (write.New is not null)
        {
            writer.WritePropertyName("NewImage");
            write.New.Write(writer);
        }
        if (write.Old is not null)
        {
            writer.WritePropertyName("OldImage");
            write.Old.Write(writer);
        }
        writer.WriteString("SequenceNumber", sequence);
        writer.WriteNumber("SizeBytes", AttributeSize.OfKey(write.Known) + AttributeSize.Of(write.New) + AttributeSize.Of(write.Old));
        writer.WriteString("StreamViewType", "NEW_AND_OLD_IMAGES");
        writer.WriteEndObject();
    }

    // Whole seconds, in the notation of captured events: 1.756821234E9.
    static string CreationTime(DateTimeOffset time)
    {
        var digits = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var fraction = digits[1..].TrimEnd('0');
        return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}.{(fraction.Length == 0 ? "0" : fraction)}E{digits.Length - 1}");
    }

    static string EventId(StreamIdentity identity, string sequence) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{identity.Arn}/{sequence}")).AsSpan(0, 16));
}
