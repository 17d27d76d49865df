using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Functions;

static partial class FunctionTable
{
    static readonly string[] DateUnits = ["day", "week", "month", "quarter", "year"];
    static readonly string[] TimeUnits = ["millisecond", "second", "minute", "hour"];
    static readonly string[] TimestampUnits = [.. TimeUnits, .. DateUnits];

    static IEnumerable<FunctionEntry> DateTime() =>
    [
        Scalar("date", call =>
        {
            call.Expect(1, 1);
            return Conversion.TryCast(call[0], TrinoType.Date) ?? throw call.Unexpected();
        }),
        Scalar(
            "now",
            call => call.Translator.Translate(new Expression.CurrentTime(call.Node.Position, "CURRENT_TIMESTAMP", null), call.Context)),
        Scalar("current_timezone", new Overload(V, "'UTC'")),
        Scalar("date_trunc", DateTrunc),
        Scalar("date_add", DateAdd),
        Scalar("date_diff", DateDiff),
        Scalar("extract", call => Extract(call, call.Node.Form is null or "MILLISECOND" ? "" : call.Node.Form)),
        .. ((string[])[
            "year",
            "quarter",
            "month",
            "week",
            "day",
            "hour",
            "minute",
            "second",
            "millisecond",
            "day_of_month",
            "day_of_week",
            "day_of_year",
            "year_of_week",
        ]).Select(field =>
            Scalar(field, call => Extract(call, field.ToUpperInvariant()))),
        Scalar("timezone_hour", call => Offset(call, "// 60")),
        Scalar("timezone_minute", call => Offset(call, "% 60")),
        Scalar("week_of_year", call => Extract(call, "WEEK")),
        Scalar("dow", call => Extract(call, "DAY_OF_WEEK")),
        Scalar("doy", call => Extract(call, "DAY_OF_YEAR")),
        Scalar("yow", call => Extract(call, "YEAR_OF_WEEK")),
        Scalar("date_format", call =>
        {
            call.Expect(2, 2);
            return new($"{LocalFunctions.DateFormat}({Milliseconds(call, 0)}, {call.Text(1)})", V);
        }),
        Scalar("date_parse", new Overload(TrinoType.Timestamp, $"{LocalFunctions.DateParse}({{0}}, {{1}})", V, V)),
        Scalar("format_datetime", call =>
        {
            call.Expect(2, 2);
            return new(
                $"{LocalFunctions.JodaFormat}({Milliseconds(call, 0)}, {call.Text(1)}, {Zone(call[0])})",
                V);
        }),
        Scalar(
            "parse_datetime",
            call => new($"{LocalFunctions.JodaParse}({call.Text(0)}, {call.Text(1)})", TrinoType.TimestampTz)),
        Scalar(
            "from_iso8601_timestamp",
            call =>
                new($"{LocalFunctions.Iso8601Zoned}({call.Text(0)})", TrinoType.TimestampTz)),
        Scalar("from_iso8601_date", new Overload(TrinoType.Date, $"{LocalFunctions.Iso8601Date}({{0}})", V)),
        Scalar("to_iso8601", call =>
        {
            call.Expect(1, 1);
            return call[0].Type switch
            {
                TrinoType.DateType => new($"{LocalFunctions.DateText}({call[0].Sql})", V),
                TrinoType.TimestampType type => new($"{LocalFunctions.Iso8601Text}({call[0].Sql}, {Conversion.Number(type.Precision)})", V),
                TrinoType.TimestampTzType type =>
                    new(
                        $"({LocalFunctions.Iso8601Text}({Conversion.Local(call[0].Sql)}, {Conversion.Number(type.Precision)}) || "
                        + $"{LocalFunctions.Iso8601OffsetText}({call[0].Sql}))",
                        V),
                _ => throw call.Unexpected(),
            };
        }),
        Scalar("from_unixtime", call =>
        {
            call.Expect(1, 3);
            DuckSql instant = $"make_timestamp(CAST(floor({call.As(0, D)} * 1000 + 0.5) AS BIGINT) * 1000)";
            if (call.Count == 3)
            {
                return new(
                    Conversion.Zoned(instant, $"{LocalFunctions.OffsetZone}({call.As(1, L)}, {call.As(2, L)})"),
                    TrinoType.TimestampTz);
            }
            return new(
                call.Count == 1 ? Conversion.Zoned(instant) : Conversion.Zoned(instant, $"{LocalFunctions.CheckZone}({call.Text(1)})"),
                TrinoType.TimestampTz);
        }),
        Scalar("to_unixtime", call =>
        {
            call.Expect(1, 1);
            return call[0].Type is TrinoType.TimestampTzType
                ? new($"(epoch_us(({call[0].Sql}).t) / CAST(1000000 AS DOUBLE))", D)
                : new($"(epoch_us({call.As(0, TrinoType.Timestamp)}) / CAST(1000000 AS DOUBLE))", D);
        }),
        Scalar("last_day_of_month", call =>
        {
            call.Expect(1, 1);
            return new($"last_day(CAST({WallClock(call, 0)} AS DATE))", TrinoType.Date);
        }),
        Scalar("at_timezone", call =>
        {
            call.Expect(2, 2);
            return DateTimeArithmetic.AtTimeZone(call[0], new(call.Text(1), V)) ?? throw call.Unexpected();
        }),
        Scalar("with_timezone", call =>
        {
            call.Expect(2, 2);
            DuckSql zone = $"{LocalFunctions.CheckZone}({call.Text(1)})";
            return new(
                $"{LocalFunctions.WithZone}({call.As(0, TrinoType.Timestamp)}, {zone})",
                TrinoType.TimestampTz);
        }),
    ];

    /// <summary>Converts a date or timestamp to a DuckDB timestamp with its local date and time.</summary>
    static DuckSql WallClock(CallSite call, int argument) => call[argument].Type switch
    {
        TrinoType.TimestampTzType => Conversion.Local(call[argument].Sql),
        TrinoType.TimestampType => call[argument].Sql,
        TrinoType.TimeType => $"(DATE '1970-01-01' + {call[argument].Sql})",
        TrinoType.DateType or TrinoType.UnknownType => $"CAST({call[argument].Sql} AS TIMESTAMP)",
        _ => throw call.Unexpected(),
    };

    // Formats have milliseconds, so the timestamp is rounded.
    static DuckSql Milliseconds(CallSite call, int argument) =>
        call[argument].Type is TrinoType.TimestampType { Precision: > 3 } or TrinoType.TimestampTzType { Precision: > 3 }
            ? (DuckSql)$"{LocalFunctions.RoundTimestamp}({WallClock(call, argument)}, 3)"
            : WallClock(call, argument);

    static DuckSql Zone(Typed value) => value.Type is TrinoType.TimestampTzType ? (DuckSql)$"({value.Sql}).z" : "'UTC'";

    static string Unit(CallSite call, TrinoType type)
    {
        var unit = call.Literal(0)?.ToLowerInvariant() ?? throw call.Invalid($"LocalAthena needs the unit of {call.Name} as a literal");
        var (units, name) = type switch
        {
            TrinoType.DateType => (DateUnits, "DATE"),
            TrinoType.TimeType => (TimeUnits, "TIME"),
            _ => (TimestampUnits, "Timestamp"),
        };
        return units.Contains(unit, StringComparer.Ordinal) ? unit : throw call.Invalid($"'{unit}' is not a valid {name} field");
    }

    static Typed DateTrunc(CallSite call)
    {
        call.Expect(2, 2);
        var unit = Unit(call, call[1].Type);
        DuckSql truncated = $"date_trunc('{unit}', {WallClock(call, 1)})";
        return call[1].Type switch
        {
            TrinoType.DateType or TrinoType.UnknownType => new($"CAST({truncated} AS DATE)", TrinoType.Date),
            TrinoType.TimestampType => new($"CAST({truncated} AS TIMESTAMP)", call[1].Type),
            TrinoType.TimeType => new($"CAST({truncated} AS TIME)", call[1].Type),
            _ =>
                new($"{LocalFunctions.WithZone}(CAST({truncated} AS TIMESTAMP), ({call[1].Sql}).z)", call[1].Type),
        };
    }

    static Typed DateAdd(CallSite call)
    {
        call.Expect(3, 3);
        var unit = Unit(call, call[2].Type);
        var number = call.As(1, L);
        DuckSql interval = unit switch
        {
            "millisecond" => (DuckSql)$"to_milliseconds({number})",
            "second" => $"to_microseconds({number} * 1000000)",
            "minute" => $"to_minutes({number})",
            "hour" => $"to_hours({number})",
            "day" => $"to_days(CAST({number} AS INTEGER))",
            "week" => $"to_days(CAST({number} * 7 AS INTEGER))",
            "month" => $"to_months(CAST({number} AS INTEGER))",
            "quarter" => $"to_months(CAST({number} * 3 AS INTEGER))",
            _ => $"to_months(CAST({number} * 12 AS INTEGER))",
        };
        return call[2].Type switch
        {
            TrinoType.DateType or TrinoType.UnknownType =>
                new($"CAST(({call.As(2, TrinoType.Date)} + {interval}) AS DATE)", TrinoType.Date),
            TrinoType.TimestampType { Precision: < 3 } type when unit == "millisecond" =>
                new($"{LocalFunctions.RoundTimestamp}(({call[2].Sql} + {interval}), {Conversion.Number(type.Precision)})", type),
            TrinoType.TimestampType => new($"({call[2].Sql} + {interval})", call[2].Type),
            TrinoType.TimeType { Precision: < 3 } type when unit == "millisecond" =>
                new($"{LocalFunctions.RoundTime}(({call[2].Sql} + {interval}), {Conversion.Number(type.Precision)})", type),
            TrinoType.TimeType => new($"({call[2].Sql} + {interval})", call[2].Type),
            TrinoType.TimestampTzType =>
                unit is "millisecond" or "second" or "minute" or "hour"
                    ? new($"{LocalFunctions.MoveZoned}({call[2].Sql}, {interval})", call[2].Type)
                    : new($"{LocalFunctions.WithZone}(({Conversion.Local(call[2].Sql)} + {interval}), ({call[2].Sql}).z)", call[2].Type),
            _ => throw call.Unexpected(),
        };
    }

    static Typed DateDiff(CallSite call)
    {
        call.Expect(3, 3);
        var type = call.Common(1);
        if (type is not (TrinoType.DateType or TrinoType.TimestampType or TrinoType.TimestampTzType or TrinoType.TimeType))
        {
            throw call.Unexpected();
        }
        var unit = Unit(call, type);
        if (type is TrinoType.TimeType)
        {
            return new($"{LocalFunctions.DateDiff}('{unit}', {WallClock(call, 1)}, {WallClock(call, 2)})", L);
        }
        if (type is TrinoType.TimestampTzType && !TimeUnits.Contains(unit, StringComparer.Ordinal))
        {
            return new($"{LocalFunctions.ZonedDateDiff}('{unit}', {call.As(1, type)}, {call.As(2, type)})", L);
        }
        var (from, to) = (ExpressionTranslator.Comparable(call[1], type), ExpressionTranslator.Comparable(call[2], type));
        return new($"{LocalFunctions.DateDiff}('{unit}', CAST({from} AS TIMESTAMP), CAST({to} AS TIMESTAMP))", L);
    }

    static Typed Extract(CallSite call, string field)
    {
        call.Expect(1, 1);
        if (call[0].Type is TrinoType.IntervalDaySecondType or TrinoType.IntervalYearMonthType)
        {
            return field is "YEAR" or "MONTH"
                ? new($"CAST(date_part('{field}', {call[0].Sql}) AS BIGINT)", L)
                : ExtractInterval(call, field);
        }
        if (field is "TIMEZONE_HOUR" or "TIMEZONE_MINUTE") { return Offset(call, field == "TIMEZONE_HOUR" ? "// 60" : "% 60"); }
        var part = field switch
        {
            "YEAR" => "year",
            "QUARTER" => "quarter",
            "MONTH" => "month",
            "WEEK" => "week",
            "DAY" or "DAY_OF_MONTH" => "day",
            "DAY_OF_WEEK" or "DOW" => "isodow",
            "DAY_OF_YEAR" or "DOY" => "dayofyear",
            "YEAR_OF_WEEK" or "YOW" => "isoyear",
            "HOUR" => "hour",
            "MINUTE" => "minute",
            "SECOND" => "second",
            "MILLISECOND" => "millisecond",
            _ => throw new LocalAthenaQueryException(FailureCode.SyntaxError, $"Invalid EXTRACT field: {field}", call.Node.Position),
        };
        var isOfDay = part is "hour" or "minute" or "second" or "millisecond";
        if (call[0].Type is TrinoType.DateType ? isOfDay : call[0].Type is TrinoType.TimeType && !isOfDay) { throw call.Unexpected(); }
        DuckSql sql = $"CAST(date_part('{part}', {WallClock(call, 0)}) AS BIGINT)";
        // DuckDB's milliseconds include the seconds.
        DuckSql rest = $"({sql} % 1000)";
        return new(part == "millisecond" ? rest : sql, L);
    }

    static Typed Offset(CallSite call, string part)
    {
        call.Expect(1, 1);
        return call[0].Type is TrinoType.TimestampTzType
            ? new($"({LocalFunctions.OffsetMinutes}({call[0].Sql}) {part})", L)
            : throw call.Unexpected();
    }

    static Typed ExtractInterval(CallSite call, string field)
    {
        DuckSql micros = $"CAST(epoch_us({call[0].Sql}) AS BIGINT)";
        return field switch
        {
            "DAY" => new($"({micros} // 86400000000)", L),
            "HOUR" => new($"({micros} // 3600000000 % 24)", L),
            "MINUTE" => new($"({micros} // 60000000 % 60)", L),
            "SECOND" => new($"({micros} // 1000000 % 60)", L),
            "MILLISECOND" => new($"({micros} // 1000 % 1000)", L),
            _ => throw call.Unexpected(),
        };
    }
}
