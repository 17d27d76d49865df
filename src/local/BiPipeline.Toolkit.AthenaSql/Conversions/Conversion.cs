using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Conversions;

/// <summary>Converts values to another type by Athena's rules, which differ from DuckDB's.</summary>
static class Conversion
{
    /// <summary>Converts without a cast; null when the types do not allow it.</summary>
    internal static Typed? TryCoerce(Typed value, TrinoType target) =>
        value.Type == target ? value
        : TypeRules.CanCoerce(value.Type, target) ? TryCast(value, target)
        : null;

    internal static Typed Coerce(Typed value, TrinoType target) =>
        TryCoerce(value, target) ?? throw new InvalidOperationException($"{value.Type} does not become {target}.");

    /// <summary>Casts; null when Athena has no cast between the types.</summary>
    internal static Typed? TryCast(Typed value, TrinoType target)
    {
        if (value.Type == target) { return value; }
        if (value.Sql.IsAtom) { return CastSql(value, target) is { } cast ? new(cast, target) : null; }
        var name = new DuckParameter();
        return CastSql(new(name, value.Type), target) is { } sql ? new(DuckLet.Of([(name, value.Sql)], sql), target) : null;
    }

    static DuckSql Native(DuckSql sql, TrinoType target) => $"CAST({sql} AS {target.DuckDb})";

    static DuckSql? CastSql(Typed value, TrinoType target)
    {
        var sql = value.Sql;
        return (value.Type, target) switch
        {
            (TrinoType.UnknownType, _) => Native("NULL", target),
            (TrinoType.JsonType, _) when target is not TrinoType.JsonType =>
                JsonConversion.IsTarget(target) ? JsonConversion.FromJson(sql, target) : null,
            (_, TrinoType.JsonType) => JsonConversion.ToJson(value),
            ({ IsText: true }, TrinoType.VarcharType to) => Truncated(sql, value.Type, to.Length),
            ({ IsText: true }, TrinoType.CharType to) => $"{LocalFunctions.ToChar}({sql}, {Number(to.Length)})",
            ({ IsText: true }, _) => FromText(sql, target),
            (_, TrinoType.VarcharType to) => ToText(value) is { } text ? Fitting(text, value.Type, to) : null,
            (TrinoType.BooleanType, { IsNumeric: true }) => Native($"CAST({sql} AS INTEGER)", target),
            (TrinoType.IntegerType or TrinoType.DecimalType, TrinoType.BooleanType) => $"({sql} <> 0)",
            (TrinoType.RealType or TrinoType.DoubleType, TrinoType.BooleanType) => $"({sql} <> 0)",
            (TrinoType.RealType or TrinoType.DoubleType, TrinoType.IntegerType) =>
                Native($"{LocalFunctions.RoundDouble}(CAST({sql} AS DOUBLE), 0)", target),
            (TrinoType.RealType, TrinoType.DecimalType to) => DecimalFunctions.FromDouble($"{LocalFunctions.WidenReal}({sql})", to),
            (TrinoType.DoubleType, TrinoType.DecimalType to) => DecimalFunctions.FromDouble(sql, to),
            (TrinoType.DoubleType, TrinoType.RealType) => $"{LocalFunctions.NarrowDouble}({sql})",
            ({ IsNumeric: true }, { IsNumeric: true }) => Native(sql, target),
            (TrinoType.DateType, TrinoType.TimestampType) => Native(sql, target),
            (TrinoType.DateType, TrinoType.TimestampTzType) => Zoned($"CAST({sql} AS TIMESTAMP)"),
            (TrinoType.TimestampType, TrinoType.DateType) => Native(sql, target),
            (TrinoType.TimestampType from, TrinoType.TimestampType to) => Rescaled(sql, from.Precision, to.Precision),
            (TrinoType.TimestampType from, TrinoType.TimestampTzType to) => Zoned(Rescaled(sql, from.Precision, to.Precision)),
            (TrinoType.TimestampTzType, TrinoType.DateType) => Native(Local(sql), target),
            (TrinoType.TimestampTzType from, TrinoType.TimestampType to) => Rescaled(Local(sql), from.Precision, to.Precision),
            (TrinoType.TimestampTzType from, TrinoType.TimestampTzType to) =>
                from.Precision <= to.Precision ? sql : $"{LocalFunctions.RoundZoned}({sql}, {Number(to.Precision)})",
            (TrinoType.TimestampType from, TrinoType.TimeType to) => RoundedTime(Native(sql, target), from.Precision, to.Precision),
            (TrinoType.TimestampTzType from, TrinoType.TimeType to) =>
                RoundedTime(Native(Local(sql), target), from.Precision, to.Precision),
            (TrinoType.TimeType from, TrinoType.TimeType to) => RoundedTime(sql, from.Precision, to.Precision),
            (TrinoType.UuidType, TrinoType.VarbinaryType) => $"unhex(replace({Native(sql, TrinoType.Varchar)}, '-', ''))",
            (TrinoType.VarbinaryType, TrinoType.UuidType) => Native($"hex({sql})", target),
            (TrinoType.IpAddressType, TrinoType.VarbinaryType) => sql,
            (TrinoType.VarbinaryType, TrinoType.IpAddressType) => $"{LocalFunctions.IpBytes}({sql})",
            (TrinoType.ArrayType from, TrinoType.ArrayType to) => Elements(sql, from.Element, to.Element),
            (TrinoType.MapType from, TrinoType.MapType to) => Entries(sql, from, to),
            (TrinoType.RowType from, TrinoType.RowType to) when from.Fields.Count == to.Fields.Count => Fields(sql, from, to),
            _ => null,
        };
    }

    /// <summary>Returns the local date and time of a timestamp with time zone.</summary>
    internal static DuckSql Local(DuckSql sql) => $"{LocalFunctions.LocalTime}({sql})";

    /// <summary>Converts a UTC timestamp to a timestamp with the session's zone, which is UTC in Athena.</summary>
    internal static DuckSql Zoned(DuckSql sql) => Zoned(sql, "'UTC'");

    /// <summary>Converts a UTC timestamp to a timestamp with a zone.</summary>
    internal static DuckSql Zoned(DuckSql instant, DuckSql zone) => $"{LocalFunctions.Zoned}({instant}, {zone})";

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Casts to varchar; null when Athena has no such cast.</summary>
    internal static DuckSql? ToText(Typed value) => value.Type switch
    {
        { IsText: true } => value.Sql,
        // DuckDB omits the zero of 0.5 when the type has no digit before the point.
        TrinoType.DecimalType { Precision: < TrinoType.DecimalType.MaxPrecision } type when type.Precision == type.Scale =>
            Native(Native(value.Sql, TrinoType.Decimal(type.Precision + 1, type.Scale)), TrinoType.Varchar),
        TrinoType.BooleanType
            or TrinoType.IntegerType
            or TrinoType.DecimalType
            or TrinoType.UuidType => Native(value.Sql, TrinoType.Varchar),
        TrinoType.IpAddressType => $"{LocalFunctions.IpText}({value.Sql})",
        TrinoType.DateType => $"{LocalFunctions.DateText}({value.Sql})",
        TrinoType.DoubleType => $"{LocalFunctions.DoubleText}({value.Sql})",
        TrinoType.RealType => $"{LocalFunctions.RealText}({value.Sql})",
        TrinoType.TimeType type => $"{LocalFunctions.TimeText}({value.Sql}, {Number(type.Precision)})",
        TrinoType.TimestampType type => $"{LocalFunctions.TimestampText}({value.Sql}, {Number(type.Precision)})",
        TrinoType.TimestampTzType type => $"{LocalFunctions.ZonedText}({value.Sql}, {Number(type.Precision)})",
        TrinoType.IntervalDaySecondType => $"{LocalFunctions.DaySecondText}(CAST(epoch_us({value.Sql}) AS BIGINT))",
        TrinoType.IntervalYearMonthType =>
            $"{LocalFunctions.YearMonthText}(CAST(date_part('year', {value.Sql}) * 12 + date_part('month', {value.Sql}) AS BIGINT))",
        _ => null,
    };

    static DuckSql? FromText(DuckSql sql, TrinoType target) => target switch
    {
        TrinoType.BooleanType => $"{LocalFunctions.ToBoolean}({sql})",
        TrinoType.IntegerType type => Native($"{LocalFunctions.ToInteger}({sql}, {Number(type.Bits)})", target),
        TrinoType.DoubleType => $"{LocalFunctions.ToDouble}({sql})",
        TrinoType.RealType => $"{LocalFunctions.ToReal}({sql})",
        TrinoType.DecimalType type => DecimalFunctions.FromText(sql, type),
        TrinoType.DateType => $"{LocalFunctions.ToDate}({sql})",
        TrinoType.TimestampType type => $"{LocalFunctions.ToTimestamp}({sql}, {Number(type.Precision)})",
        TrinoType.TimestampTzType type => $"{LocalFunctions.ToZoned}({sql}, {Number(type.Precision)})",
        TrinoType.TimeType type => $"{LocalFunctions.ToTime}({sql}, {Number(type.Precision)})",
        TrinoType.VarbinaryType => $"encode({sql})",
        TrinoType.UuidType => Native(sql, target),
        TrinoType.IpAddressType => $"{LocalFunctions.ToIpAddress}({sql})",
        _ => null,
    };

    static DuckSql Truncated(DuckSql sql, TrinoType from, int length) =>
        length == TrinoType.UnboundedLength || (from is TrinoType.VarcharType { Length: var known } && known <= length)
            ? sql
            : $"left({sql}, {Number(length)})";

    // A cast shortens texts only; the text of another value must fit.
    static DuckSql Fitting(DuckSql text, TrinoType from, TrinoType.VarcharType to) =>
        to.Length == TrinoType.UnboundedLength ? text : $"{LocalFunctions.Fit}({text}, {Number(to.Length)}, '{from.ToString()}')";

    static DuckSql RoundedTime(DuckSql sql, int from, int to) => from <= to ? sql : $"{LocalFunctions.RoundTime}({sql}, {Number(to)})";

    static DuckSql Rescaled(DuckSql sql, int from, int to) => from <= to ? sql : $"{LocalFunctions.RoundTimestamp}({sql}, {Number(to)})";

    static DuckSql? Elements(DuckSql sql, TrinoType from, TrinoType to)
    {
        var element = new DuckParameter();
        return from == to
            ? sql
            : TryCast(new(element, from), to) is { } cast
            ? (DuckSql)$"list_transform({sql}, {new DuckLambda([element], cast.Sql)})"
            : null;
    }

    static DuckSql? Entries(DuckSql sql, TrinoType.MapType from, TrinoType.MapType to)
    {
        var entry = new DuckParameter();
        if (TryCast(new($"{entry}.\"key\"", from.Key), to.Key) is not { } key
            || TryCast(new($"{entry}.\"value\"", from.Value), to.Value) is not { } value)
        {
            return null;
        }
        DuckSql pair = $"struct_pack(\"key\" := {key.Sql}, \"value\" := {value.Sql})";
        return $"map_from_entries(list_transform(map_entries({sql}), {new DuckLambda([entry], pair)}))";
    }

    static DuckSql? Fields(DuckSql sql, TrinoType.RowType from, TrinoType.RowType to)
    {
        var fields = new DuckSql[from.Fields.Count];
        for (var i = 0; i < fields.Length; i++)
        {
            if (TryCast(RowFieldOf(sql, from, i), to.Fields[i].Type) is not { } member) { return null; }
            fields[i] = $"{SqlText.Name(to.FieldName(i))} := {member.Sql}";
        }
        return $"CASE WHEN {sql} IS NOT NULL THEN struct_pack({DuckSql.Join(", ", fields)}) END";
    }

    internal static Typed RowFieldOf(DuckSql sql, TrinoType.RowType type, int field) =>
        new($"struct_extract({sql}, {SqlText.Literal(type.FieldName(field))})", type.Fields[field].Type);
}
