using System.Text;
using System.Text.Json;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Writes one JSON object on one line.</summary>
static class JsonLine
{
    internal static string Of(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Writes a member that is a list of texts.</summary>
    internal static void WriteTexts(this Utf8JsonWriter line, string name, IEnumerable<string> texts)
    {
        line.WriteStartArray(name);
        foreach (var text in texts) { line.WriteStringValue(text); }
        line.WriteEndArray();
    }

    /// <summary>Writes a member that is an object of counts.</summary>
    internal static void WriteCounts(this Utf8JsonWriter line, string name, IReadOnlyDictionary<string, long> counts)
    {
        line.WriteStartObject(name);
        foreach (var (text, count) in counts) { line.WriteNumber(text, count); }
        line.WriteEndObject();
    }
}
