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
}
