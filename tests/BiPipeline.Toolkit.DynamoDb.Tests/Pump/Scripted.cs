using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BiPipeline.Toolkit.DynamoDb.Tests.Pump;

/// <summary>Short names for scripted streams and functions.</summary>
static class Scripted
{
    internal const string Arn = "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000";

    internal static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static InMemoryStream Stream() => new(Arn, "orders");

    internal static void Append(this InMemoryStream stream, string shard, params IEnumerable<int> sequences)
    {
        foreach (var sequence in sequences) { stream.Append(shard, Record(sequence)); }
    }

    internal static byte[] Record(int sequence, int padding = 0, DateTimeOffset? created = null) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        eventID = string.Create(CultureInfo.InvariantCulture, $"e{sequence}"),
        dynamodb = new
        {
            ApproximateCreationDateTime = (created ?? Begin).ToUnixTimeSeconds(),
            SequenceNumber = sequence.ToString(CultureInfo.InvariantCulture),
            Keys = new { k = new { S = new string('x', padding) } },
        },
    });

    internal static int[] Sequences(Stream payload)
    {
        using var json = JsonDocument.Parse(payload);
        return [.. json.RootElement.GetProperty("Records").EnumerateArray().Select(record => int.Parse(record.GetProperty("dynamodb").GetProperty("SequenceNumber").GetString()!, CultureInfo.InvariantCulture))];
    }

    internal static Task<Stream> Answer(string json) => Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    internal static Task<Stream> Failed(params IEnumerable<int> sequences) =>
        Answer($$"""{"batchItemFailures":[{{string.Join(',', sequences.Select(sequence => $$"""{"itemIdentifier":"{{sequence}}"}"""))}}]}""");
}
