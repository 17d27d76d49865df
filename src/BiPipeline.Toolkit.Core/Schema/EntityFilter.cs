namespace BiPipeline.Toolkit;

/// <summary>The rule for which items of a single-table design belong to a table. It has exactly one of the two forms.</summary>
/// <param name="Attribute">The top-level attribute.</param>
/// <param name="Value">The attribute's text; or null.</param>
/// <param name="Prefix">The prefix of the key attribute; or null.</param>
public sealed record EntityFilter(string Attribute, string? Value, string? Prefix)
{
    /// <summary>Selects items whose <paramref name="attribute"/> is <paramref name="value"/>.</summary>
    public static EntityFilter AttributeEquals(string attribute, string value) => new(attribute, value, null);

    /// <summary>Selects items whose key attribute begins with <paramref name="prefix"/>.</summary>
    public static EntityFilter KeyPrefix(string key, string prefix) => new(key, null, prefix);
}
