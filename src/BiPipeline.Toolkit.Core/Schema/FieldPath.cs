namespace BiPipeline.Toolkit;

/// <summary>
/// The names of nested fields in a column's <see cref="SchemaColumn.Fields"/>: <c>opts[].sku</c> for a field of a list's elements.
/// </summary>
static class FieldPath
{
    /// <summary>Returns the prefix of the paths of fields inside <paramref name="type"/> at <paramref name="path"/>.</summary>
    public static string Below(string path, DataType type) => type switch
    {
        DataType.ArrayType array => Below(path + "[]", array.Element),
        DataType.MapType map => Below(path + "{}", map.Value),
        _ => path,
    };
}
