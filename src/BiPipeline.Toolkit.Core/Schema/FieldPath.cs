namespace BiPipeline.Toolkit;

/// <summary>
/// How nested fields are named in a column's <see cref="SchemaColumn.Fields"/>: <c>opts[].sku</c> for a field of a list's elements.
/// </summary>
static class FieldPath
{
    /// <summary>The path that fields inside <paramref name="type"/> begin with when it stands at <paramref name="path"/>.</summary>
    public static string Below(string path, DataType type) => type switch
    {
        DataType.ArrayType array => Below(path + "[]", array.Element),
        DataType.MapType map => Below(path + "{}", map.Value),
        _ => path,
    };
}
