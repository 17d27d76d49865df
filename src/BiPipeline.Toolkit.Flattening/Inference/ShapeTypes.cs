namespace BiPipeline.Toolkit.Flattening;

/// <summary>The column types that shapes come to.</summary>
static class ShapeTypes
{
    const int NarrowPrecision = DataType.DecimalType.MaxInt64Precision;
    const int WidePrecision = DataType.DecimalType.MaxPrecision;

    /// <summary>The type of a place that is not taken apart into columns; member names that differ from field names are added to <paramref name="fields"/>.</summary>
    /// <param name="shape">What was seen.</param>
    /// <param name="place">The field path of the place; empty for the column itself.</param>
    /// <param name="fields">Field path → member name.</param>
    /// <param name="depth">Lists, maps and structs around the place.</param>
    internal static DataType Of(Shape shape, string place, Dictionary<string, string> fields, int depth = 1) => shape.Kinds switch
    {
        _ when depth >= DataType.MaxDepth => DataType.String,
        ValueKinds.Number => OfNumbers(shape),
        ValueKinds.Text => OfTexts(shape),
        ValueKinds.Boolean => DataType.Boolean,
        ValueKinds.Binary => DataType.Binary,
        ValueKinds.List => DataType.Array(shape.Element is { } element ? Of(element, place + "[]", fields, depth + 1) : DataType.String),
        ValueKinds.Map when shape.MapValue is { } value => DataType.Map(Of(value, place + "{}", fields, depth + 1)),
        ValueKinds.Map when shape.MemberCount > 0 => OfStruct(shape, place, fields, depth),
        // Nothing but NULL, an empty map, or several kinds: text takes anything.
        _ => DataType.String,
    };

    static DataType OfNumbers(Shape shape)
    {
        if (shape.HasLongNumbers) { return DataType.String; }
        if (shape.Scale == 0 && !shape.HasWideIntegers) { return DataType.Bigint; }
        var digits = Math.Max(0, shape.WholeDigits) + shape.Scale;
        return digits <= NarrowPrecision && shape.Scale > 0 ? DataType.Decimal(NarrowPrecision, shape.Scale)
            : digits <= WidePrecision ? DataType.Decimal(WidePrecision, shape.Scale)
            : DataType.String;
    }

    static DataType OfTexts(Shape shape) =>
        !shape.HasNonDates ? DataType.Date
        : !shape.HasNonTimestamps ? DataType.Timestamp
        : DataType.String;

    static DataType OfStruct(Shape shape, string place, Dictionary<string, string> fields, int depth)
    {
        var members = shape.Members.ToArray();
        var names = ColumnName.Assign(members.Select(member => AttributePath.Of(member.Name)), []);
        // Fields of the column's own elements are named without the marks of the lists around them.
        var prefix = place.TrimStart('[', ']', '{', '}');
        List<StructField> types = [];
        foreach (var (member, inner) in members)
        {
            var name = names[AttributePath.Of(member)];
            var path = prefix.Length == 0 ? name : $"{prefix}.{name}";
            if (name != member) { fields.Add(path, member); }
            types.Add(new StructField(name, Of(inner, path, fields, depth + 1)));
        }
        return DataType.Struct(types);
    }
}
