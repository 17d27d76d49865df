using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Conversions;

/// <summary>
/// Conversions of values that are written to a column: wider than those of expressions, because numbers may become narrower and texts
/// shorter if no value is lost (Trino, StatementAnalyzer and LogicalPlanner).
/// </summary>
static class StoreConversion
{
    /// <summary>Whether a value of one type can be written to a column of another.</summary>
    internal static bool CanStore(TrinoType from, TrinoType to) =>
        HasInnerBoundedText(to) ? TypeRules.CanCoerce(from, to) : TypeRules.CommonType(from, to) is not null;

    /// <summary>Converts a value to the column's type. A text that is too long fails the statement.</summary>
    internal static DuckSql Store(Typed value, TrinoType to)
    {
        if (value.Type.IsText && LengthOf(to) is var limit && limit < LengthOf(value.Type))
        {
            var message = new LocalAthenaQueryException(
                FailureCode.InvalidCastArgument,
                $"Cannot truncate non-space characters when casting from {value.Type} to {to} on INSERT").ToNativeMessage();
            return DuckSql.Let(value.Sql, text =>
                $"CASE WHEN length(rtrim({text}, ' ')) > {Conversion.Number(limit)} "
                + $"THEN CAST(error({SqlText.Literal(message)}) AS VARCHAR) ELSE {Cast(new(text, value.Type), to)} END");
        }
        return Cast(value, to);
    }

    static DuckSql Cast(Typed value, TrinoType to) => Conversion.TryCast(value, to)?.Sql
        ?? throw new LocalAthenaQueryException(FailureCode.NotSupported, $"LocalAthena cannot write {value.Type} to a column of type {to}");

    static int LengthOf(TrinoType type) => type switch
    {
        TrinoType.VarcharType text => text.Length,
        TrinoType.CharType text => text.Length,
        _ => TrinoType.UnboundedLength,
    };

    static bool HasInnerBoundedText(TrinoType type) => type switch
    {
        TrinoType.ArrayType array => HasBoundedText(array.Element),
        TrinoType.MapType map => HasBoundedText(map.Key) || HasBoundedText(map.Value),
        TrinoType.RowType row => row.Fields.Any(field => HasBoundedText(field.Type)),
        _ => false,
    };

    static bool HasBoundedText(TrinoType type) =>
        type is TrinoType.CharType or TrinoType.VarcharType { Length: < TrinoType.UnboundedLength } || HasInnerBoundedText(type);
}
