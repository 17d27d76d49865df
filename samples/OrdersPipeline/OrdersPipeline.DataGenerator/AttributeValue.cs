using System.Globalization;
using System.Text.Json;

namespace OrdersPipeline.DataGenerator;

/// <summary>A DynamoDB attribute value that writes itself as DynamoDB JSON.</summary>
abstract record AttributeValue
{
    internal static AttributeValue Text(string value) => new Scalar("S", value);

    internal static AttributeValue Flag(bool value) => new Flagged("BOOL", value);

    internal static AttributeValue Null { get; } = new Flagged("NULL", true);

    internal static AttributeValue Map(AttributeMap members) => new Mapped(members);

    internal static AttributeValue List(IEnumerable<AttributeValue> elements) => new Listed([.. elements]);

    internal static AttributeValue Texts(IEnumerable<string> elements) => new TextSet([.. elements.Order(StringComparer.Ordinal)]);

    // DynamoDB returns numbers in plain notation without leading or trailing zeros; the dataset has the same form.
    internal static AttributeValue Number(decimal value) =>
        NumberText(value.ToString("0.############################", CultureInfo.InvariantCulture));

    internal static AttributeValue NumberText(string digits) => new Scalar("N", digits);

    internal abstract void Write(Utf8JsonWriter writer);

    sealed record Scalar(string Tag, string Value) : AttributeValue
    {
        internal override void Write(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteString(Tag, Value);
            writer.WriteEndObject();
        }
    }

    sealed record Flagged(string Tag, bool Value) : AttributeValue
    {
        internal override void Write(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteBoolean(Tag, Value);
            writer.WriteEndObject();
        }
    }

    sealed record Mapped(AttributeMap Members) : AttributeValue
    {
        internal override void Write(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("M");
            Members.Write(writer);
            writer.WriteEndObject();
        }
    }

    sealed record Listed(IReadOnlyList<AttributeValue> Elements) : AttributeValue
    {
        internal override void Write(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteStartArray("L");
            foreach (var element in Elements) { element.Write(writer); }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }

    sealed record TextSet(IReadOnlyList<string> Elements) : AttributeValue
    {
        internal override void Write(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteStartArray("SS");
            foreach (var element in Elements) { writer.WriteStringValue(element); }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }
}
