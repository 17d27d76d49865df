namespace BiPipeline.Toolkit.AthenaSql.Types;

/// <summary>The rules for conversions without a cast (Trino, TypeCoercion).</summary>
static class TypeRules
{
    internal static bool CanCoerce(TrinoType from, TrinoType to) => from == to || CommonType(from, to) == to;

    /// <summary>Returns the common type of both; null if there is none: text has none with numbers or dates.</summary>
    internal static TrinoType? CommonType(TrinoType left, TrinoType right)
    {
        if (left == right) { return left; }
        return (left, right) switch
        {
            (TrinoType.UnknownType, _) => right,
            (_, TrinoType.UnknownType) => left,
            (TrinoType.IntegerType a, TrinoType.IntegerType b) => a.Bits > b.Bits ? a : b,
            (TrinoType.IntegerType a, TrinoType.DecimalType b) => Widest(new TrinoType.DecimalType(a.Digits, 0), b),
            (TrinoType.DecimalType a, TrinoType.IntegerType b) => Widest(a, new TrinoType.DecimalType(b.Digits, 0)),
            (TrinoType.DecimalType a, TrinoType.DecimalType b) => Widest(a, b),
            ({ IsNumeric: true }, TrinoType.DoubleType) => right,
            (TrinoType.DoubleType, { IsNumeric: true }) => left,
            ({ IsNumeric: true }, TrinoType.RealType) => right,
            (TrinoType.RealType, { IsNumeric: true }) => left,
            (TrinoType.VarcharType a, TrinoType.VarcharType b) => a.Length > b.Length ? a : b,
            (TrinoType.CharType a, TrinoType.CharType b) => a.Length > b.Length ? a : b,
            (TrinoType.CharType, TrinoType.VarcharType) => right,
            (TrinoType.VarcharType, TrinoType.CharType) => left,
            (TrinoType.DateType, TrinoType.TimestampType or TrinoType.TimestampTzType) => right,
            (TrinoType.TimestampType or TrinoType.TimestampTzType, TrinoType.DateType) => left,
            (TrinoType.TimeType a, TrinoType.TimeType b) => a.Precision > b.Precision ? a : b,
            (TrinoType.TimestampType a, TrinoType.TimestampType b) => a.Precision > b.Precision ? a : b,
            (TrinoType.TimestampTzType a, TrinoType.TimestampTzType b) => a.Precision > b.Precision ? a : b,
            (TrinoType.TimestampType a, TrinoType.TimestampTzType b) => new TrinoType.TimestampTzType(Math.Max(a.Precision, b.Precision)),
            (TrinoType.TimestampTzType a, TrinoType.TimestampType b) => new TrinoType.TimestampTzType(Math.Max(a.Precision, b.Precision)),
            (TrinoType.ArrayType a, TrinoType.ArrayType b) =>
                CommonType(a.Element, b.Element) is { } element ? TrinoType.Array(element) : null,
            (TrinoType.MapType a, TrinoType.MapType b) =>
                CommonType(a.Key, b.Key) is { } key && CommonType(a.Value, b.Value) is { } value ? TrinoType.Map(key, value) : null,
            (TrinoType.RowType a, TrinoType.RowType b) => CommonRow(a, b),
            _ => null,
        };
    }

    static TrinoType.DecimalType Widest(TrinoType.DecimalType left, TrinoType.DecimalType right)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        var whole = Math.Max(left.Precision - left.Scale, right.Precision - right.Scale);
        return new(Math.Min(TrinoType.DecimalType.MaxPrecision, whole + scale), scale);
    }

    static TrinoType.RowType? CommonRow(TrinoType.RowType left, TrinoType.RowType right)
    {
        if (left.Fields.Count != right.Fields.Count) { return null; }
        var fields = new RowField[left.Fields.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            if (CommonType(left.Fields[i].Type, right.Fields[i].Type) is not { } type) { return null; }
            // Drops names that differ, as Trino does.
            fields[i] = new(
                string.Equals(left.Fields[i].Name, right.Fields[i].Name, StringComparison.OrdinalIgnoreCase) ? left.Fields[i].Name : null,
                type);
        }
        return new(fields);
    }
}
