using Amazon.DynamoDBv2.Model;

namespace BiPipeline.Toolkit.Benchmarks.Peers;

/// <summary>Images as the AWS SDK's attribute maps.</summary>
static class SdkAttributes
{
    internal static Dictionary<string, AttributeValue> Of(Dictionary<string, LambdaAttribute> image) =>
        image.ToDictionary(member => member.Key, member => Of(member.Value), StringComparer.Ordinal);

    static AttributeValue Of(LambdaAttribute attribute) => attribute switch
    {
        { Text: { } text } => new AttributeValue { S = text },
        { Number: { } number } => new AttributeValue { N = number },
        { Flag: { } flag } => new AttributeValue { BOOL = flag },
        { IsNull: true } => new AttributeValue { NULL = true },
        { Binary: { } binary } => new AttributeValue { B = new MemoryStream(binary) },
        { Map: { } map } => new AttributeValue { M = Of(map) },
        { List: { } list } => new AttributeValue { L = list.ConvertAll(Of) },
        { Texts: { } texts } => new AttributeValue { SS = texts },
        { Numbers: { } numbers } => new AttributeValue { NS = numbers },
        { Binaries: { } binaries } => new AttributeValue { BS = binaries.ConvertAll(binary => new MemoryStream(binary)) },
        _ => throw new InvalidDataException("An attribute has no tag."),
    };
}
