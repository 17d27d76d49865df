using System.Text.Json;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>
/// The answer to the function's invoker: an event source mapping with <c>ReportBatchItemFailures</c> (Lambda developer guide), a pipe,
/// or a Firehose transformation. An asynchronous invocation has none: only an exception makes Lambda deliver it again.
/// </summary>
static class BatchAnswer
{
    /// <summary>Writes the answer.</summary>
    /// <exception cref="IOException">The invocation was asynchronous, and records are not stored.</exception>
    internal static Stream Write(StreamOutcome outcome)
    {
        if (outcome.Source == RecordSource.Firehose) { return new MemoryStream(outcome.FirehoseAnswer.ToArray(), writable: false); }
        if (outcome.Source == RecordSource.Asynchronous) { outcome.Commit.ThrowIfIncomplete(); }
        var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("batchItemFailures");
            if (outcome.RedeliverFrom is { } identifier) { WriteItem(json, identifier); }
            foreach (var message in outcome.FailedMessages) { WriteItem(json, message); }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        stream.Position = 0;
        return stream;
    }

    static void WriteItem(Utf8JsonWriter json, string identifier)
    {
        json.WriteStartObject();
        json.WriteString("itemIdentifier", identifier);
        json.WriteEndObject();
    }
}
