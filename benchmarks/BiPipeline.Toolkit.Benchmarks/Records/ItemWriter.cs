using System.Globalization;
using System.Text.Json;

namespace BiPipeline.Toolkit.Benchmarks.Records;

/// <summary>Writes attributes in DynamoDB's JSON: a name, a tag and a value.</summary>
sealed class ItemWriter(Utf8JsonWriter json)
{
    internal void Text(string name, string value) => Tagged(name, "S", value);

    internal void Number(string name, string digits) => Tagged(name, "N", digits);

    internal void Number(string name, long value) => Tagged(name, "N", value.ToString(CultureInfo.InvariantCulture));

    internal void Binary(string name, ReadOnlySpan<byte> bytes)
    {
        json.WriteStartObject(name);
        json.WriteBase64String("B", bytes);
        json.WriteEndObject();
    }

    internal void Flag(string name, bool value)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("BOOL", value);
        json.WriteEndObject();
    }

    internal void Null(string name)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("NULL", true);
        json.WriteEndObject();
    }

    internal void Set(string name, string tag, IEnumerable<string> values)
    {
        json.WriteStartObject(name);
        json.WriteStartArray(tag);
        foreach (var value in values) { json.WriteStringValue(value); }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal void Map(string name, Action members)
    {
        json.WriteStartObject(name);
        json.WriteStartObject("M");
        members();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes a list of maps.</summary>
    internal void Maps(string name, int count, Action<int> members)
    {
        json.WriteStartObject(name);
        json.WriteStartArray("L");
        for (var i = 0; i < count; i++)
        {
            json.WriteStartObject();
            json.WriteStartObject("M");
            members(i);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    void Tagged(string name, string tag, string value)
    {
        json.WriteStartObject(name);
        json.WriteString(tag, value);
        json.WriteEndObject();
    }
}
