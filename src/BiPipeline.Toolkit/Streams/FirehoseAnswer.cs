using System.Text.Json;

namespace BiPipeline.Toolkit;

/// <summary>
/// The answer to a Firehose transformation (Firehose developer guide, "Required parameters for data transformation"): each record with its
/// unchanged data, so that Firehose delivers it too, and whether the lake has it.
/// </summary>
static class FirehoseAnswer
{
    // Deeper JSON is not read at all.
    const int MaxDepth = 256;

    /// <summary>Writes the answer.</summary>
    /// <param name="payload">The event, known to be JSON.</param>
    /// <param name="failed">Identifiers of records that are not stored; an empty identifier means all records.</param>
    internal static byte[] Write(ReadOnlyMemory<byte> payload, IReadOnlyCollection<string> failed)
    {
        using var document = JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = MaxDepth });
        var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("records");
            // A pipe may pass such an event in a list, for which no answer is expected.
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("records", out var records))
            {
                foreach (var record in records.EnumerateArray().Where(record => record.ValueKind == JsonValueKind.Object))
                {
                    WriteRecord(json, record, failed);
                }
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    static void WriteRecord(Utf8JsonWriter json, JsonElement record, IReadOnlyCollection<string> failed)
    {
        var id = record.TryGetProperty("recordId", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        json.WriteStartObject();
        json.WriteString("recordId", id);
        var isFailed = failed.Contains(id, StringComparer.Ordinal) || failed.Contains("", StringComparer.Ordinal);
        json.WriteString("result", isFailed ? "ProcessingFailed" : "Ok");
        if (record.TryGetProperty("data", out var data))
        {
            json.WritePropertyName("data");
            data.WriteTo(json);
        }
        json.WriteEndObject();
    }
}
