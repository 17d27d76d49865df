using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

/// <summary>Adds and subtracts dates, timestamps and intervals.</summary>
static class DateTimeArithmetic
{
    internal static Typed? Translate(string @operator, Typed left, Typed right) => (left.Type, @operator, right.Type) switch
    {
        (
            TrinoType.DateType or TrinoType.TimestampType or TrinoType.TimestampTzType,
            "+" or "-",
            TrinoType.IntervalDaySecondType or TrinoType.IntervalYearMonthType) => Move(left, @operator, right),
        (
            TrinoType.IntervalDaySecondType or TrinoType.IntervalYearMonthType,
            "+",
            TrinoType.DateType or TrinoType.TimestampType or TrinoType.TimestampTzType) => Move(right, "+", left),
        (TrinoType.IntervalDaySecondType, "+" or "-", TrinoType.IntervalDaySecondType) =>
            new($"({left.Sql} {@operator} {right.Sql})", TrinoType.DaySecond),
        (TrinoType.IntervalYearMonthType, "+" or "-", TrinoType.IntervalYearMonthType) =>
            new($"({left.Sql} {@operator} {right.Sql})", TrinoType.YearMonth),
        (TrinoType.IntervalDaySecondType, "*", TrinoType.IntegerType) =>
            new($"to_microseconds(epoch_us({left.Sql}) * {right.Sql})", TrinoType.DaySecond),
        (TrinoType.IntegerType, "*", TrinoType.IntervalDaySecondType) =>
            new($"to_microseconds(epoch_us({right.Sql}) * {left.Sql})", TrinoType.DaySecond),
        (TrinoType.IntervalYearMonthType, "*", TrinoType.IntegerType) =>
            new($"({left.Sql} * CAST({right.Sql} AS INTEGER))", TrinoType.YearMonth),
        (TrinoType.IntegerType, "*", TrinoType.IntervalYearMonthType) =>
            new($"({right.Sql} * CAST({left.Sql} AS INTEGER))", TrinoType.YearMonth),
        (TrinoType.DateType, "-", TrinoType.DateType) => new($"to_days(CAST({left.Sql} - {right.Sql} AS INTEGER))", TrinoType.DaySecond),
        (
            TrinoType.DateType or TrinoType.TimestampType or TrinoType.TimestampTzType,
            "-",
            TrinoType.DateType or TrinoType.TimestampType or TrinoType.TimestampTzType) => Difference(left, right),
        _ => null,
    };

    /// <summary>Returns the same instant in another zone. A timestamp without a zone is UTC, the session's zone.</summary>
    internal static Typed? AtTimeZone(Typed value, Typed zone)
    {
        DuckSql checkedZone = $"{LocalFunctions.CheckZone}({zone.Sql})";
        return value.Type switch
        {
            TrinoType.TimestampTzType => new(Conversion.Zoned($"({value.Sql}).t", checkedZone), value.Type),
            TrinoType.TimestampType type => new(Conversion.Zoned(value.Sql, checkedZone), new TrinoType.TimestampTzType(type.Precision)),
            _ => null,
        };
    }

    static Typed Move(Typed moment, string @operator, Typed interval)
    {
        switch (moment.Type)
        {
            case TrinoType.DateType when interval.Type is TrinoType.IntervalDaySecondType:
                return new(
                    $"CAST(({moment.Sql} {@operator} {LocalFunctions.DateFromInterval}(CAST(epoch_us({interval.Sql}) AS BIGINT))) AS DATE)",
                    TrinoType.Date);
            case TrinoType.DateType:
                return new($"CAST(({moment.Sql} {@operator} {interval.Sql}) AS DATE)", TrinoType.Date);
            case TrinoType.TimestampType:
                return new($"({moment.Sql} {@operator} {interval.Sql})", moment.Type);
            default:
                var by = @operator == "-" ? (DuckSql)$"(-{interval.Sql})" : interval.Sql;
                return new($"{LocalFunctions.MoveZoned}({moment.Sql}, {by})", moment.Type);
        }
    }

    static Typed? Difference(Typed left, Typed right)
    {
        if (TypeRules.CommonType(left.Type, right.Type) is not { } type) { return null; }
        var (a, b) = (ExpressionTranslator.Comparable(left, type), ExpressionTranslator.Comparable(right, type));
        // An interval has milliseconds.
        return new($"to_microseconds((epoch_us({a}) - epoch_us({b}) + 500) // 1000 * 1000)", TrinoType.DaySecond);
    }
}
