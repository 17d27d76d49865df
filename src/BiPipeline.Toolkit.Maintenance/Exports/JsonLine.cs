using System.Buffers;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>A JSON object in one line, as manifests and the files of a scan have it.</summary>
static class JsonLine
{
    /// <summary>Returns the object's bytes with the line feed.</summary>
    /// <param name="members">Writes the members.</param>
    internal static byte[] Of(Action<Utf8JsonWriter> members)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return [.. bytes.WrittenSpan, (byte)'\n'];
    }
}
