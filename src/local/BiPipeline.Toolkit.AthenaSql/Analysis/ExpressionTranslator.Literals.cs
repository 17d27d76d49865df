using System.Numerics;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Sql;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Tokens;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.AthenaSql.Values;

namespace BiPipeline.Toolkit.AthenaSql.Analysis;

sealed partial class ExpressionTranslator
{
    internal static Typed Text(string value) => new(SqlText.Literal(value), new TrinoType.VarcharType(value.EnumerateRunes().Count()));

    static Typed Integer(Expression.IntegerLiteral node)
    {
        if (!BigInteger.TryParse(node.Digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > long.MaxValue)
        {
            throw new LocalAthenaQueryException(FailureCode.InvalidLiteral, $"Invalid numeric literal: {node.Digits}", node.Position);
        }
        var type = value <= int.MaxValue ? TrinoType.Integer : TrinoType.Bigint;
        // DuckDB gives a bare literal the integer type of the other operand; in Athena it is integer or bigint.
        return new($"CAST({node.Digits} AS {type.DuckDb})", type);
    }

    static Typed Decimal(Expression.DecimalLiteral node)
    {
        try
        {
            return Decimal(node.Digits);
        }
        catch (FormatException)
        {
            throw new LocalAthenaQueryException(FailureCode.InvalidLiteral, $"Invalid decimal literal: {node.Digits}", node.Position);
        }
    }

    // Leading zeros before the point do not count for the precision; zeros after the point do.
    static Typed Decimal(string text)
    {
        if (!DecimalText.TryParse(text, out var digits, out var scale) || scale < 0) { throw new FormatException("not a decimal"); }
        var precision = Math.Max(
            Math.Max(digits.IsZero ? 0 : BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).Length, scale),
            1);
        if (precision > TrinoType.DecimalType.MaxPrecision) { throw new FormatException("too many digits"); }
        var type = TrinoType.Decimal(precision, scale);
        return new($"CAST('{text}' AS {type.DuckDb})", type);
    }

    static Typed Binary(Expression.BinaryLiteral node)
    {
        var hex = string.Concat(node.Hex.Where(character => !char.IsWhiteSpace(character)));
        return hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit)
            ? new($"unhex('{hex}')", TrinoType.Varbinary)
            : throw new LocalAthenaQueryException(
                FailureCode.SyntaxError,
                "Binary literal must contain an even number of hexadecimal digits",
                node.Position);
    }

    static Typed Literal(Expression.TypedLiteral node)
    {
        try
        {
            switch (node.Type)
            {
                case TrinoType.DateType:
                    var date = DateTimeText.ParseDate(node.Value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                    return new($"CAST('{date}' AS DATE)", TrinoType.Date);
                case TrinoType.TimestampType:
                    var literal = DateTimeText.ParseLiteral(node.Value);
                    var micros = $"make_timestamp(CAST({literal.Micros.ToString(CultureInfo.InvariantCulture)} AS BIGINT))";
                    return literal.Zone is { } zone
                        ? new(
                            $"{LocalFunctions.WithZone}({micros}, {SqlText.Literal(zone)})",
                            new TrinoType.TimestampTzType(literal.Precision))
                        : new(micros, new TrinoType.TimestampType(literal.Precision));
                case TrinoType.TimeType:
                    var (ofDay, digits) = DateTimeText.ParseTime(node.Value);
                    return new(
                        $"CAST(make_timestamp(CAST({ofDay.ToString(CultureInfo.InvariantCulture)} AS BIGINT)) AS TIME)",
                        new TrinoType.TimeType(digits));
                case TrinoType.JsonType:
                    return new($"{LocalFunctions.JsonParse}({SqlText.Literal(node.Value)})", TrinoType.Json);
                case TrinoType.DecimalType:
                    return Decimal(node.Value);
                default:
                    return Conversion.TryCast(Text(node.Value), node.Type)
                        ?? throw Mismatch(node.Position, $"Cannot cast varchar to {node.Type}");
            }
        }
        catch (FormatException)
        {
            throw new LocalAthenaQueryException(
                FailureCode.InvalidLiteral,
                $"'{node.Value}' is not a valid {node.Type} literal",
                node.Position);
        }
    }

    static Typed Interval(Expression.IntervalLiteral node)
    {
        try
        {
            var (months, micros) = IntervalLiteralText.Parse(node.Value, node.Unit, node.To ?? node.Unit);
            return node.Negative ? IntervalOf(node.Unit, -months, -micros) : IntervalOf(node.Unit, months, micros);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new LocalAthenaQueryException(
                FailureCode.InvalidLiteral,
                $"'{node.Value}' is not a valid INTERVAL literal",
                node.Position);
        }
    }

    static Typed IntervalOf(string unit, long months, long micros) => unit is "YEAR" or "MONTH"
        ? new($"to_months(CAST({Number(checked((int)months))} AS INTEGER))", TrinoType.YearMonth)
        : micros % CivilTime.MicrosPerDay == 0
            ? new($"to_days(CAST({Number(checked((int)(micros / CivilTime.MicrosPerDay)))} AS INTEGER))", TrinoType.DaySecond)
            : new($"to_microseconds(CAST({Number(micros)} AS BIGINT))", TrinoType.DaySecond);

    static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    Typed CurrentTime(Expression.CurrentTime node)
    {
        var now = Session.Now.UtcDateTime;
        switch (node.Function)
        {
            case "CURRENT_DATE":
                return new($"CAST('{now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}' AS DATE)", TrinoType.Date);
            case "CURRENT_TIMESTAMP":
                return new(Conversion.Zoned(Now(node.Precision ?? 3)), new TrinoType.TimestampTzType(node.Precision ?? 3));
            case "LOCALTIME":
                return new($"CAST({Now(node.Precision ?? 3)} AS TIME)", new TrinoType.TimeType(node.Precision ?? 3));
            case "LOCALTIMESTAMP":
                return new(Now(node.Precision ?? 3), new TrinoType.TimestampType(node.Precision ?? 3));
            default:
                throw new LocalAthenaQueryException(FailureCode.NotSupported, $"LocalAthena does not have {node.Function}", node.Position);
        }

        string Now(int precision)
        {
            var unit = (long)Math.Pow(10, Math.Max(0, 6 - precision));
            var micros = (now - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            return $"make_timestamp(CAST({(micros / unit * unit).ToString(CultureInfo.InvariantCulture)} AS BIGINT))";
        }
    }

    Typed Parameter(Expression.Parameter node, ExpressionContext context)
    {
        if (node.Index >= Session.Parameters.Count)
        {
            throw new LocalAthenaQueryException(
                FailureCode.InvalidParameterUsage,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Incorrect number of parameters: expected at least {node.Index + 1} but found {Session.Parameters.Count}"),
                node.Position);
        }
        return Translate(Session.Parameters[node.Index], new ExpressionContext(Scope.Empty, null) { Clause = context.Clause });
    }

    Typed Row(Expression.Row node, ExpressionContext context)
    {
        var items = node.Items.Select(item => Translate(item, context)).ToArray();
        var type = new TrinoType.RowType([.. items.Select(item => new RowField(null, item.Type))]);
        return new(
            $"struct_pack({DuckSql.Join(", ", items.Select((item, i) => (DuckSql)$"{SqlText.Name(type.FieldName(i))} := {item.Sql}"))})",
            type);
    }

    Typed Array(Expression.Array node, ExpressionContext context)
    {
        if (node.Items.Count == 0) { return new("CAST([] AS INTEGER[])", TrinoType.Array(TrinoType.Unknown)); }
        var items = node.Items.Select(item => Translate(item, context)).ToArray();
        var element = Common(items, node, "All ARRAY elements must be the same type");
        return new($"[{DuckSql.Join(", ", items.Select(item => Conversion.Coerce(item, element).Sql))}]", TrinoType.Array(element));
    }

    static TrinoType Common(IReadOnlyList<Typed> items, Expression node, string problem)
    {
        var type = items[0].Type;
        foreach (var item in items.Skip(1))
        {
            type = TypeRules.CommonType(type, item.Type) ?? throw Mismatch(node.Position, $"{problem}: {type} and {item.Type}");
        }
        return type;
    }
}
