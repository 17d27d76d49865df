namespace BiPipeline.Toolkit.Flattening;

/// <summary>Column types for observed types.</summary>
static class ColumnTypes
{
    const int NarrowPrecision = DataType.DecimalType.MaxInt64Precision;
    const int WidePrecision = DataType.DecimalType.MaxPrecision;

    /// <summary>
    /// Returns the type of a value that does not become several columns. Adds each member name that differs from its field's name to
    /// <paramref name="fields"/>.
    /// </summary>
    /// <param name="seen">The observed type.</param>
    /// <param name="place">The value's field path; empty for the column itself.</param>
    /// <param name="fields">Field path → member name.</param>
    /// <param name="depth">Number of lists, maps and structs around the value.</param>
    internal static DataType Of(ObservedType seen, string place, Dictionary<string, string> fields, int depth = 1) => seen.Kinds switch
    {
        _ when depth >= DataType.MaxDepth => DataType.String,
        ValueKinds.Number => OfNumbers(seen),
        ValueKinds.Text => OfTexts(seen),
        ValueKinds.Boolean => DataType.Boolean,
        ValueKinds.Binary => DataType.Binary,
        ValueKinds.List => DataType.Array(seen.Element is { } element ? Of(element, place + "[]", fields, depth + 1) : DataType.String),
        ValueKinds.Map when seen.MapValue is { } value => DataType.Map(Of(value, place + "{}", fields, depth + 1)),
        ValueKinds.Map when seen.MemberCount > 0 => OfStruct(seen, place, fields, depth),
        // Only NULL, an empty map, or several kinds of values: a string column accepts all of them.
        _ => DataType.String,
    };

    static DataType OfNumbers(ObservedType seen)
    {
        if (seen.HasLongNumbers) { return DataType.String; }
        if (seen.Scale == 0 && !seen.HasWideIntegers) { return DataType.Bigint; }
        var digits = Math.Max(0, seen.WholeDigits) + seen.Scale;
        return digits <= NarrowPrecision && seen.Scale > 0 ? DataType.Decimal(NarrowPrecision, seen.Scale)
            : digits <= WidePrecision ? DataType.Decimal(WidePrecision, seen.Scale)
            : DataType.String;
    }

    static DataType OfTexts(ObservedType seen) =>
        !seen.HasNonDates ? DataType.Date
        : !seen.HasNonTimestamps ? DataType.Timestamp
        : DataType.String;

    static DataType OfStruct(ObservedType seen, string place, Dictionary<string, string> fields, int depth)
    {
        var members = seen.Members.ToArray();
        var names = ColumnName.Assign(members.Select(member => AttributePath.Of(member.Name)), []);
        // Field names of elements do not include the list markers.
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
