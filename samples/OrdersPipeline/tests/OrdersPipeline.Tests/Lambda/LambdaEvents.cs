using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using OrdersPipeline.Data;
using OrdersPipeline.Events;

namespace OrdersPipeline.Tests.Lambda;

/// <summary>Events of the sample's orders.</summary>
static class LambdaEvents
{
    /// <summary>Lambda's limit of an event.</summary>
    internal const int MaxBytes = 6 * 1024 * 1024;

    /// <summary>The first hundred changes: 21 digits of sequence number, so that their text order is their order.</summary>
    internal static byte[] First { get; } = StreamEvents.Payloads(new OrderTable().Play(OrderScript.Load(SampleFolder.Data)), StreamIdentity.Sample).First().ToArray();

    internal static string FirstSequence { get; } = JsonNode.Parse(First)!["Records"]![0]!["dynamodb"]!["SequenceNumber"]!.GetValue<string>();

    /// <summary>As many changes as an event can have, each with an id and number of its own.</summary>
    internal static byte[] Largest()
    {
        var originals = JsonNode.Parse(First)!["Records"]!.AsArray();
        var text = new StringBuilder("{\"Records\":[");
        for (var number = 0; ; number++)
        {
            var record = originals[number % originals.Count]!.DeepClone();
            record["eventID"] = number.ToString("x32", CultureInfo.InvariantCulture);
            record["dynamodb"]!["SequenceNumber"] = $"7{number.ToString("00000000000000000000", CultureInfo.InvariantCulture)}";
            var json = record.ToJsonString();
            // Everything in them is ASCII, escapes included.
            if (text.Length + json.Length + 3 > MaxBytes) { break; }
            if (number > 0) { text.Append(','); }
            text.Append(json);
        }
        return Encoding.ASCII.GetBytes(text.Append("]}").ToString());
    }
}
