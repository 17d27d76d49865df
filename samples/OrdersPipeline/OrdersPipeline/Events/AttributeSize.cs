using System.Text;
using System.Text.Json;
using OrdersPipeline.Data;

namespace OrdersPipeline.Events;

/// <summary>
/// Calculates sizes as DynamoDB does: names and text in UTF-8, numbers about half a byte per significant digit, three bytes per list or map
/// and one more per element (Developer Guide, "DynamoDB item sizes and formats").
/// </summary>
static class AttributeSize
{
    const int CollectionBytes = 3;

    internal static int Of(OrderItem? item) => item?.Attributes.Sum(attribute => Named(attribute.Key, attribute.Value)) ?? 0;

    internal static int OfKey(OrderItem item) =>
        Named(OrderItem.KeyName, item.Attributes.First(attribute => attribute.Key == OrderItem.KeyName).Value);

    static int Named(string name, JsonElement value) => Encoding.UTF8.GetByteCount(name) + Of(value);

    static int Of(JsonElement value)
    {
        var tagged = value.EnumerateObject().First();
        return tagged.Name switch
        {
            "S" => Encoding.UTF8.GetByteCount(tagged.Value.GetString()!),
            "N" => OfNumber(tagged.Value.GetString()!),
            "SS" => tagged.Value.EnumerateArray().Sum(element => Encoding.UTF8.GetByteCount(element.GetString()!)),
            "L" => CollectionBytes + tagged.Value.EnumerateArray().Sum(element => 1 + Of(element)),
            "M" => CollectionBytes + tagged.Value.EnumerateObject().Sum(member => 1 + Named(member.Name, member.Value)),
            "BOOL" or "NULL" => 1,
            _ =>
                throw new InvalidDataException(
                    $"The sample has an attribute value of type '{tagged.Name}', whose size is unknown."),
        };
    }

    static int OfNumber(string digits)
    {
        var significant = digits.Replace(".", "", StringComparison.Ordinal).Trim('-').Trim('0').Length;
        return ((significant + 1) / 2) + 1 + (digits.StartsWith('-') ? 1 : 0);
    }
}
