namespace BiPipeline.Toolkit;

/// <summary>A column of a table, with its attribute and its type.</summary>
/// <param name="Name">The column's name: lower-case letters, digits and <c>_</c>, at most 255, without a digit at the start.</param>
/// <param name="Path">The attribute's path in the item (in a child table: in the list's element).</param>
/// <param name="Type">The column's type.</param>
public sealed record SchemaColumn(string Name, AttributePath Path, DataType Type)
{
    /// <summary>The unit of numbers in a timestamp column. Default: numbers don't fit.</summary>
    public TimeUnit Unit { get; init; } = TimeUnit.None;

    /// <summary>
    /// The member names of nested fields that differ from the field's name: field path (<c>unit_price</c>, <c>opts[].sku</c>) → member name
    /// (<c>unitPrice</c>). Default: none differ.
    /// </summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Whether text that is exactly a number, <c>true</c>, <c>false</c>, <c>1</c>, <c>0</c>, <c>yyyy-MM-dd HH:mm:ss[.f]</c> or, with
    /// <see cref="Unit"/>, an epoch counts as the value, and the numbers 1 and 0 as booleans. Other text is rescued. Not for keys.
    /// Default false.
    /// </summary>
    public bool Coerce { get; init; }

    /// <summary>Description for readers, at most 255 characters (Glue). Default: none.</summary>
    public string? Comment { get; init; }
}
