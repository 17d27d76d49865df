namespace BiPipeline.Toolkit.Flattening;

/// <summary>The column types that observed types become, and why where that is not plain.</summary>
/// <param name="options">Thresholds.</param>
/// <param name="decisions">Takes one line per place whose type was a choice.</param>
sealed class ColumnTypes(InferenceOptions options, Decisions decisions)
{
    const int NarrowPrecision = DataType.DecimalType.MaxInt64Precision;
    const int WidePrecision = DataType.DecimalType.MaxPrecision;

    // Glue's limit (StorageDescriptor.Columns[].Type).
    const int MaxTypeLength = 131_072;

    /// <summary>The column of a place.</summary>
    internal SchemaColumn Column(string name, AttributePath path, ObservedType seen, bool isKey)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var type = Of(seen, path, "", fields, depth: 1);
        // A key's text stays text: a later value need not be a date.
        if (isKey && type is DataType.DateType or DataType.TimestampType) { type = DataType.String; }
        var coerced = isKey ? null : Coerced(seen, path);
        if (type.ToString().Length is > MaxTypeLength and var length)
        {
            decisions.Add(path, $"the type has {length:N0} characters, Glue takes {MaxTypeLength:N0}", DataType.String);
            fields.Clear();
            type = DataType.String;
        }
        return new SchemaColumn(name, path, coerced ?? type) { Fields = fields, Coerce = coerced is not null };
    }

    /// <summary>The type of a map's values where its keys are data; null where they are names.</summary>
    internal ObservedType? MapValue(ObservedType seen, AttributePath path) =>
        seen.AsMapValue(options.MapPercent / 100.0, options.Maps.Contains(path));

    /// <summary>Whether a place has no column because it was asked for.</summary>
    internal bool IsExcluded(AttributePath path) => options.Excluded.Any(excluded => excluded.IsPrefixOf(path));

    /// <summary>
    /// The type of a place that is not taken apart into columns; member names that differ from field names are added to <paramref
    /// name="fields"/>.
    /// </summary>
    /// <param name="seen">What was seen.</param>
    /// <param name="path">The place in the item; the elements of a list are at the list's.</param>
    /// <param name="place">The field path of the place; empty for the column itself.</param>
    /// <param name="fields">Field path → member name.</param>
    /// <param name="depth">Lists, maps and structs around the place.</param>
    internal DataType Of(ObservedType seen, AttributePath path, string place, Dictionary<string, string> fields, int depth)
    {
        if (depth >= DataType.MaxDepth) { return DataType.String; }
        switch (seen.Kinds)
        {
            case ValueKinds.Number:
                return OfNumbers(seen.Numbers, path);
            case ValueKinds.Text:
                return OfTexts(seen.Texts, path);
            case ValueKinds.Boolean:
                return DataType.Boolean;
            case ValueKinds.Binary:
                return DataType.Binary;
            case ValueKinds.List:
                return DataType.Array(
                    seen.Element is { } element ? Of(element, path, place + "[]", fields, depth + 1) : DataType.String);
            case ValueKinds.Map when MapValue(seen, path) is { } value:
                var map = DataType.Map(Of(value, path, place + "{}", fields, depth + 1));
                decisions.Add(path, $"{KeysOf(seen)}", map);
                return map;
            case ValueKinds.Map when seen.MemberCount > 0:
                return OfStruct(seen, path, place, fields, depth);
            default:
                // Only NULL, an empty map, or several kinds: text takes anything.
                decisions.Add(path, $"{(seen.Counts.Length == 0 ? "NULL only" : seen.Counts)}", DataType.String);
                return DataType.String;
        }
    }

    static string KeysOf(ObservedType seen) => seen.MapValue is not null
        ? "more keys than a struct may have members"
        : string.Create(CultureInfo.InvariantCulture, $"{seen.MemberCount:N0} keys in {seen.FilledMaps:N0} maps");

    DataType OfNumbers(ObservedNumbers seen, AttributePath path)
    {
        if (seen.HasLong)
        {
            decisions.Add(path, $"numbers of more than {WidePrecision} digits", DataType.String);
            return DataType.String;
        }
        if (seen.AreBigints)
        {
            if (EpochUnit(seen) is { } unit)
            {
                decisions.Add(path, $"numbers that could be times; for a timestamp set the type and \"unit\": \"{unit}\"", DataType.Bigint);
            }
            return DataType.Bigint;
        }
        var type = OfDecimals(seen);
        if (seen.Scale > 0 || type is DataType.StringType) { decisions.Add(path, $"up to {seen.Scale} fraction digits", type); }
        return type;
    }

    // A scale can't grow once files are written, and DynamoDB trims trailing zeros: what was seen is the least.
    DataType OfDecimals(ObservedNumbers seen)
    {
        var whole = Math.Max(0, seen.WholeDigits);
        var scale = seen.Scale == 0 ? 0 : Math.Max(options.MinScale, seen.Scale + options.ExtraScale);
        scale = Math.Max(seen.Scale, Math.Min(scale, WidePrecision - whole));
        return whole + scale <= NarrowPrecision && scale > 0 ? DataType.Decimal(NarrowPrecision, scale)
            : whole + scale <= WidePrecision ? DataType.Decimal(WidePrecision, scale)
            : DataType.String;
    }

    // Seconds and milliseconds of the years 2001 to 2033.
    static string? EpochUnit(ObservedNumbers seen) => (seen.Least, seen.Greatest) switch
    {
        ( >= 1_000_000_000, <= 2_000_000_000) => "s",
        ( >= 1_000_000_000_000, <= 2_000_000_000_000) => "ms",
        ( >= 1_000_000_000_000_000, <= 2_000_000_000_000_000) => "us",
        _ => null,
    };

    DataType OfTexts(ObservedTexts seen, AttributePath path)
    {
        if (!seen.HasNonDates) { return DataType.Date; }
        if (seen.HasNonTimestamps) { return DataType.String; }
        if (!seen.HasFineTimestamps || options.FloorTimes) { return DataType.Timestamp; }
        decisions.Add(path, $"times with more than milliseconds", DataType.String);
        return DataType.String;
    }

    // The type that texts, alone or beside values of that type, are read as; null where they are texts.
    DataType? Coerced(ObservedType seen, AttributePath path)
    {
        if (!options.Coerce || (seen.Kinds & ValueKinds.Text) == ValueKinds.None) { return null; }
        var texts = seen.Texts;
        DataType? type = null;
        switch (seen.Kinds)
        {
            case ValueKinds.Text or (ValueKinds.Text | ValueKinds.Number) when !texts.HasNonNumbers:
                var numbers = texts.Numbers;
                numbers.Merge(seen.Numbers);
                type = numbers.HasLong ? null : numbers.AreBigints ? DataType.Bigint : OfDecimals(numbers);
                break;
            case ValueKinds.Text or (ValueKinds.Text | ValueKinds.Boolean) when !texts.HasNonBooleans:
                type = DataType.Boolean;
                break;
            case ValueKinds.Text when texts is { HasNonTimes: false, HasNonTimestamps: true }
                && (!texts.HasFineTimestamps || options.FloorTimes):
                type = DataType.Timestamp;
                break;
        }
        if (type is null or DataType.StringType) { return null; }
        decisions.Add(path, $"{seen.Counts}, each text a value", type);
        return type;
    }

    DataType OfStruct(ObservedType seen, AttributePath path, string place, Dictionary<string, string> fields, int depth)
    {
        var members = seen.Members.Where(member => member.Name.Length > 0 && !IsExcluded(path.Append(member.Name))).ToArray();
        if (members.Length == 0) { return DataType.String; }
        var names = ColumnName.Assign(members.Select(member => AttributePath.Of(member.Name)), []);
        // Fields of the column's own elements are named without the marks of the lists around them.
        var prefix = place.TrimStart('[', ']', '{', '}');
        List<StructField> types = [];
        foreach (var (member, inner) in members)
        {
            var name = names[AttributePath.Of(member)];
            var field = prefix.Length == 0 ? name : $"{prefix}.{name}";
            if (name != member) { fields.Add(field, member); }
            types.Add(new StructField(name, Of(inner, path.Append(member), field, fields, depth + 1)));
        }
        return DataType.Struct(types);
    }
}
