namespace BiPipeline.Toolkit;

/// <summary>One column of a table: which attribute it takes and as what.</summary>
/// <param name="Name">The column's name: lower-case letters, digits and <c>_</c>, at most 255, not a digit first.</param>
/// <param name="Path">The attribute's path in the item (in a child table: in the list's element).</param>
/// <param name="Type">The column's type.</param>
public sealed record SchemaColumn(string Name, AttributePath Path, DataType Type)
{
    /// <summary>What a number means when the column is a timestamp. Default: numbers don't fit.</summary>
    public TimeUnit Unit { get; init; } = TimeUnit.None;

    /// <summary>
    /// Member names of nested fields where they differ from the field's name: field path (<c>unit_price</c>, <c>opts[].sku</c>) →
    /// member name (<c>unitPrice</c>). Default: none differ.
    /// </summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Text for people, at most 255 characters (Glue). Default: none.</summary>
    public string? Comment { get; init; }
}
