namespace BiPipeline.Toolkit.Flattening;

/// <summary>The type tag of a DynamoDB attribute value (API reference, "AttributeValue").</summary>
enum AttributeTag : byte
{
    S,
    N,
    B,
    Bool,
    Null,
    M,
    L,
    SS,
    NS,
    BS,
}
