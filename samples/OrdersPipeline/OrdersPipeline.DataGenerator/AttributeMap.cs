using System.Text.Json;

namespace OrdersPipeline.DataGenerator;

/// <summary>Attributes by name, in the order of their assignment.</summary>
sealed class AttributeMap : OrderedDictionary<string, AttributeValue>
{
    internal AttributeMap() : base(StringComparer.Ordinal)
    {
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in this)
        {
            writer.WritePropertyName(name);
            value.Write(writer);
        }
        writer.WriteEndObject();
    }
}
