using System.Text.Json;

namespace OrdersPipeline.Data;

/// <summary>One order as in DynamoDB: attributes in DynamoDB JSON, in the order of their first assignment. Immutable.</summary>
sealed class OrderItem
{
    internal const string KeyName = "orderId";

    readonly OrderedDictionary<string, JsonElement> _attributes;

    OrderItem(OrderedDictionary<string, JsonElement> attributes) => _attributes = attributes;

    internal string OrderId => _attributes[KeyName].GetProperty("S").GetString()!;

    internal DateTimeOffset CreatedAt => _attributes["createdAt"].GetProperty("S").GetDateTimeOffset();

    internal IEnumerable<KeyValuePair<string, JsonElement>> Attributes => _attributes;

    internal static OrderItem From(JsonElement item)
    {
        var attributes = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var attribute in item.EnumerateObject()) { attributes.Add(attribute.Name, attribute.Value); }
        return new OrderItem(attributes);
    }

    internal OrderItem With(IEnumerable<KeyValuePair<string, JsonElement>> set, IEnumerable<string> remove)
    {
        var attributes = new OrderedDictionary<string, JsonElement>(_attributes, StringComparer.Ordinal);
        foreach (var (name, value) in set) { attributes[name] = value; }
        foreach (var name in remove) { attributes.Remove(name); }
        return new OrderItem(attributes);
    }

    internal bool SameAs(OrderItem other) =>
        _attributes.Count == other._attributes.Count
        && _attributes.All(attribute =>
            other._attributes.TryGetValue(attribute.Key, out var value) && JsonElement.DeepEquals(attribute.Value, value));

    internal void WriteKeys(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteAttribute(writer, KeyName, _attributes[KeyName]);
        writer.WriteEndObject();
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in _attributes) { WriteAttribute(writer, name, value); }
        writer.WriteEndObject();
    }

    static void WriteAttribute(Utf8JsonWriter writer, string name, JsonElement value)
    {
        writer.WritePropertyName(name);
        value.WriteTo(writer);
    }
}
