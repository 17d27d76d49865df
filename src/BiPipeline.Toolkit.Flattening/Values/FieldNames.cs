namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// The member names of a column's nested fields (<see cref="SchemaColumn.Fields"/>), relative to one path inside its type.
/// </summary>
/// <param name="Names">Field path → member name.</param>
/// <param name="Path">The path: empty, or a field path with <c>[]</c> for each list and <c>{}</c> for each map on the way.</param>
sealed record FieldNames(IReadOnlyDictionary<string, string> Names, string Path)
{
    internal static FieldNames Of(SchemaColumn column) => new(column.Fields, "");

    internal string MemberOf(string field) => Names.GetValueOrDefault(PathOf(field), field);

    internal FieldNames Below(StructField field) => this with { Path = FieldPath.Below(PathOf(field.Name), field.Type) };

    string PathOf(string field) => Path.Length == 0 ? field : $"{Path}.{field}";
}
