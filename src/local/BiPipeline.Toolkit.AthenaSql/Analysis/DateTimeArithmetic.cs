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
            TrinoType.DateType or TrinoType.TimestampType or TrinoType.TimestampTzType or TrinoType.TimeType,
            "+" or "-",
            TrinoType.IntervalDaySecondType or TrinoType.IntervalYearMonthType) => Move(left, @operator, right),
        (
            TrinoType.IntervalDaySecondType or TrinoType.IntervalYearMonthType,
            "+",
            TrinoType.DateType or TrinoType.TimestampType or TrinoType.TimestampTzType or TrinoType.TimeType) => Move(right, "+", left),
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
        (TrinoType.IntervalDaySecondType or TrinoType.IntervalYearMonthType, "*" or "/", { IsNumeric: true }) =>
            Scaled(left, @operator, right),
        ({ IsNumeric: true }, "*", TrinoType.IntervalDaySecondType or TrinoType.IntervalYearMonthType) => Scaled(right, "*", left),
        (TrinoType.TimeType, "-", TrinoType.TimeType) =>
            new(Milliseconds($"epoch_us({left.Sql}) - epoch_us({right.Sql})"), TrinoType.DaySecond),
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

    // By a double; what is less than a millisecond or a month is dropped.
    static Typed Scaled(Typed interval, string @operator, Typed number)
    {
        var by = Conversion.Coerce(number, TrinoType.Double).Sql;
        return interval.Type is TrinoType.IntervalDaySecondType
            ? new($"to_microseconds(CAST(trunc(epoch_us({interval.Sql}) // 1000 {@operator} {by}) AS BIGINT) * 1000)", interval.Type)
            : new(
                $"to_months(CAST(trunc((date_part('year', {interval.Sql}) * 12 + date_part('month', {interval.Sql})) {@operator} {by}) "
                + $"AS INTEGER))",
                interval.Type);
    }

    static Typed Move(Typed moment, string @operator, Typed interval)
    {
        switch (moment.Type)
        {
            case TrinoType.TimeType time:
                return interval.Type is TrinoType.IntervalDaySecondType
                    ? new($"({moment.Sql} {@operator} {interval.Sql})", new TrinoType.TimeType(Math.Max(3, time.Precision)))
                    : moment;
            case TrinoType.DateType when interval.Type is TrinoType.IntervalDaySecondType:
                return new(
                    $"CAST(({moment.Sql} {@operator} {LocalFunctions.DateFromInterval}(CAST(epoch_us({interval.Sql}) AS BIGINT))) AS DATE)",
                    TrinoType.Date);
            case TrinoType.DateType:
                return new($"CAST(({moment.Sql} {@operator} {interval.Sql}) AS DATE)", TrinoType.Date);
            case TrinoType.TimestampType type:
                return new(
                    $"({moment.Sql} {@operator} {interval.Sql})",
                    interval.Type is TrinoType.IntervalDaySecondType
                        ? new TrinoType.TimestampType(Math.Max(3, type.Precision))
                        : moment.Type);
            default:
                var by = @operator == "-" ? (DuckSql)$"(-{interval.Sql})" : interval.Sql;
                return new($"{LocalFunctions.MoveZoned}({moment.Sql}, {by})", moment.Type);
        }
    }

    static Typed? Difference(Typed left, Typed right)
    {
        if (TypeRules.CommonType(left.Type, right.Type) is not { } type) { return null; }
        var (a, b) = (ExpressionTranslator.Comparable(left, type), ExpressionTranslator.Comparable(right, type));
        return new(Milliseconds($"epoch_us({a}) - epoch_us({b})"), TrinoType.DaySecond);
    }

    // An interval has milliseconds; a half is rounded away from zero.
    static DuckSql Milliseconds(DuckSql micros) => $"to_microseconds(CAST(round(CAST({micros} AS DOUBLE) / 1000) AS BIGINT) * 1000)";
}
