using System.Text.Json;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit;

/// <summary>
/// The answer to the function's invoker: an event source mapping with <c>ReportBatchItemFailures</c> (Lambda developer guide), a pipe,
/// or a Firehose transformation. An asynchronous invocation has none: only an exception makes Lambda deliver it again. An exception is
/// also the answer when a record that is not stored has no identifier, or was not read: every invoker then delivers the whole event again.
/// </summary>
static class BatchAnswer
{
    const string NotStarted =
        "The batch was not started before its deadline; expected a free slot and a payload in time. The invoker delivers it again.";

    /// <summary>Writes the answer.</summary>
    /// <exception cref="IOException">
    /// Records are not stored, and the invocation was asynchronous, or one of the records has no identifier.
    /// </exception>
    internal static Stream Write(StreamOutcome outcome)
    {
        if (outcome.Source == RecordSource.Firehose) { return new MemoryStream(outcome.FirehoseAnswer.ToArray(), writable: false); }
        if (ReferenceEquals(outcome, StreamOutcome.NotStarted)) { throw new IOException(NotStarted); }
        var isUnnamed = outcome.RedeliverFrom is "" || outcome.FailedMessages.Contains("", StringComparer.Ordinal);
        if (isUnnamed || outcome.Source == RecordSource.Asynchronous) { outcome.Commit.ThrowIfIncomplete(); }
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
