using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BiPipeline.Toolkit.Benchmarks.Records;

/// <summary>Writes records of one shape to a Lambda event or as lines, from a seed.</summary>
static class StreamEvent
{
    const int Seed = 20250101;
    const long FirstSecond = 1735689600;

    internal static (byte[] Bytes, int Records) Generate(RecordShape shape, int targetBytes, int firstRecord = 0)
    {
        var random = new Random(Seed);
        var output = new ArrayBufferWriter<byte>(targetBytes + 65_536);
        var isHostile = shape == RecordShape.Hostile;
        using var json = new Utf8JsonWriter(
            output,
            new JsonWriterOptions
            {
                Indented = isHostile,
                NewLine = "\n",
                Encoder = isHostile ? JavaScriptEncoder.Default : JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            });
        json.WriteStartObject();
        json.WriteStartArray("Records");
        var records = 0;
        for (; json.BytesCommitted + json.BytesPending < targetBytes; records++)
        {
            WriteRecord(json, shape, random, firstRecord + records, FirstSecond + (records * 26L));
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return (output.WrittenSpan.ToArray(), records);
    }

    /// <summary>Writes orders, one per line.</summary>
    internal static void WriteLines(Stream output, int records)
    {
        var random = new Random(Seed);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        for (var number = 0; number < records; number++)
        {
            WriteRecord(json, RecordShape.Orders, random, number, FirstSecond + (number * 26L));
            json.Flush();
            json.Reset();
            output.WriteByte((byte)'\n');
        }
    }

    static void WriteRecord(Utf8JsonWriter json, RecordShape shape, Random random, int number, long from)
    {
        var second = from + random.Next(26);
        var key = string.Create(CultureInfo.InvariantCulture, $"ORD-{(random.NextDouble() < 0.7 ? number : random.Next(number + 1)):D9}");
        var kind = random.NextDouble();
        var name = kind < 0.70 ? "INSERT" : kind < 0.95 ? "MODIFY" : "REMOVE";
        json.WriteStartObject();
        json.WriteString("eventID", Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number)).AsSpan(0, 16)));
        json.WriteString("eventName", name);
        json.WriteString("eventVersion", "1.1");
        json.WriteString("eventSource", "aws:dynamodb");
        json.WriteString("awsRegion", "eu-west-1");
        json.WriteStartObject("dynamodb");
        json.WriteNumber("ApproximateCreationDateTime", second);
        var item = new ItemWriter(json);
        json.WriteStartObject("Keys");
        item.Text("orderId", key);
        json.WriteEndObject();
        json.WriteStartObject(name == "REMOVE" ? "OldImage" : "NewImage");
        item.Text("orderId", key);
        WriteItem(item, shape, random, second);
        json.WriteEndObject();
        json.WriteString("SequenceNumber", (100_000_000_000 + number).ToString("D21", CultureInfo.InvariantCulture));
        json.WriteNumber("SizeBytes", 600 + random.Next(301));
        json.WriteString("StreamViewType", "NEW_AND_OLD_IMAGES");
        json.WriteEndObject();
        json.WriteString("eventSourceARN", "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2025-01-01T00:00:00.000");
        json.WriteEndObject();
    }

    static void WriteItem(ItemWriter item, RecordShape shape, Random random, long second)
    {
        switch (shape)
        {
            case RecordShape.Small:
                SmallItem.Write(item, random);
                break;
            case RecordShape.Nested:
                NestedItem.Write(item, random);
                break;
            case RecordShape.Wide:
                WideItem.Write(item, random);
                break;
            case RecordShape.Hostile:
                HostileItem.Write(item, random);
                break;
            default:
                OrdersItem.Write(item, random, second);
                break;
        }
    }
}
