using System.Text.Json;

namespace BiPipeline.Toolkit;

/// <summary>The response to an event source mapping with <c>ReportBatchItemFailures</c> (Lambda developer guide).</summary>
static class BatchAnswer
{
    internal static Stream Write(StreamOutcome outcome)
    {
        var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("batchItemFailures");
            if (outcome.RedeliverFrom is { } identifier)
            {
                json.WriteStartObject();
                json.WriteString("itemIdentifier", identifier);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        stream.Position = 0;
        return stream;
    }
}
