namespace BiPipeline.Toolkit;

/// <summary>Which items of a single-table design belong to a table: exactly one of the two forms.</summary>
/// <param name="Attribute">The top-level attribute that is looked at.</param>
/// <param name="Value">The attribute is this text; or null.</param>
/// <param name="Prefix">The key attribute begins with this text; or null.</param>
public sealed record EntityFilter(string Attribute, string? Value, string? Prefix)
{
    /// <summary>Items whose <paramref name="attribute"/> is <paramref name="value"/>.</summary>
    public static EntityFilter AttributeEquals(string attribute, string value) => new(attribute, value, null);

    /// <summary>Items whose key attribute begins with <paramref name="prefix"/>.</summary>
    public static EntityFilter KeyPrefix(string key, string prefix) => new(key, null, prefix);
}
