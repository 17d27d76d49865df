using BiPipeline.Toolkit.AthenaSql.Analysis;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Target;
using BiPipeline.Toolkit.AthenaSql.Types;

namespace BiPipeline.Toolkit.AthenaSql.Functions;

static partial class FunctionTable
{
    static IEnumerable<FunctionEntry> Mathematics() =>
    [
        Scalar("abs", call => Numeric(call, "abs({0})")),
        Scalar(
            "sign",
            call =>
                call[0].Type is TrinoType.DecimalType
                    ? new($"CAST(sign({call[0].Sql}) AS DECIMAL(1,0))", TrinoType.Decimal(1, 0))
                    : call[0].Type is TrinoType.DoubleType or TrinoType.RealType
                    ? Numeric(call, "(CASE WHEN isnan({0}) THEN {0} ELSE sign({0}) END)")
                    : Numeric(call, "sign({0})")),
        .. Scalar("ceil", call => Whole(call, "ceil")).Alias("ceiling"),
        Scalar("floor", call => Whole(call, "floor")),
        Scalar("round", Round),
        Scalar("truncate", Truncate),
        Scalar("mod", call =>
        {
            call.Expect(2, 2);
            return call.Translator.Translate(
                new Sql.Expression.Arithmetic(call.Node.Position, "%", call.Node.Arguments[0], call.Node.Arguments[1]),
                call.Context);
        }),
        .. Scalar("power", new Overload(D, "pow({0}, {1})", D, D)).Alias("pow"),
        // As in Java, an undefined result is NaN or an infinity; DuckDB would fail.
        .. LocalFunctions.Math.Keys.Select(name => Scalar(name, new Overload(D, $"{LocalFunctions.MathPrefix}{name}({{0}})", D))),
        .. ((string[])["exp", "atan", "sinh", "cosh", "tanh", "degrees", "radians"]).Select(
            name => Scalar(name, new Overload(D, $"{name}({{0}})", D))),
        Scalar("log", new Overload(D, $"({LocalFunctions.MathPrefix}ln({{1}}) / {LocalFunctions.MathPrefix}ln({{0}}))", D, D)),
        Scalar("atan2", new Overload(D, "atan2({0}, {1})", D, D)),
        Scalar("pi", new Overload(D, "pi()")),
        Scalar("e", new Overload(D, "exp(CAST(1 AS DOUBLE))")),
        Scalar("nan", new Overload(D, "CAST('NaN' AS DOUBLE)")),
        Scalar("infinity", new Overload(D, "CAST('Infinity' AS DOUBLE)")),
        Scalar("is_nan", new Overload(B, "isnan({0})", D)),
        Scalar("is_finite", new Overload(B, "isfinite({0})", D)),
        Scalar("is_infinite", new Overload(B, "isinf({0})", D)),
        Scalar("bitwise_and", new Overload(L, "({0} & {1})", L, L)),
        Scalar("bitwise_or", new Overload(L, "({0} | {1})", L, L)),
        Scalar("bitwise_xor", new Overload(L, "xor({0}, {1})", L, L)),
        Scalar("bitwise_not", new Overload(L, "(~{0})", L)),
        Scalar("bitwise_left_shift", call => Shift(call, "left")),
        Scalar("bitwise_right_shift", call => Shift(call, "right")),
        Scalar("bitwise_right_shift_arithmetic", call => Shift(call, "sign")),
        .. Lazy("random", Random).Alias("rand"),
        Scalar("bit_count", new Overload(L, $"{LocalFunctions.BitCount}({{0}}, {{1}})", L, L)),
        Scalar("from_base", new Overload(L, $"{LocalFunctions.FromBase}({{0}}, {{1}})", V, L)),
        Scalar("to_base", new Overload(V, $"{LocalFunctions.ToBase}({{0}}, {{1}})", L, L)),
        Scalar(
            "width_bucket",
            new(L, $"{LocalFunctions.WidthBucket}({{0}}, {{1}}, {{2}}, {{3}})", D, D, D, L),
            new(L, $"{LocalFunctions.WidthBucketOf}({{0}}, {{1}})", D, TrinoType.Array(D))),
    ];

    static Typed Shift(CallSite call, string direction)
    {
        call.Expect(2, 2);
        if (call[0].Type is not TrinoType.IntegerType type) { throw call.Unexpected(); }
        return new(
            $"CAST({LocalFunctions.Shift}(CAST({call[0].Sql} AS BIGINT), {call.As(1, L)}, '{direction}', {Conversion.Number(type.Bits)}) "
            + $"AS {type.DuckDb})",
            type);
    }

    static Typed Random(CallSite call)
    {
        call.Expect(0, 2);
        if (call.Count == 0) { return new("random()", D); }
        var type = call.Common(0) as TrinoType.IntegerType ?? throw call.Unexpected();
        DuckSql least = call.Count == 2 ? call.As(0, L) : "CAST(0 AS BIGINT)";
        DuckSql width = $"{LocalFunctions.CheckRandom}({least}, {call.As(call.Count - 1, L)})";
        return new($"CAST(CAST(floor(random() * {width}) AS BIGINT) + {least} AS {type.DuckDb})", type);
    }

    static Typed Numeric(CallSite call, string template)
    {
        call.Expect(1, 1);
        var type = call[0].Type is TrinoType.UnknownType ? D : call[0].Type;
        return type.IsNumeric
            ? new($"CAST({DuckSql.Format(template, [call.As(0, type)])} AS {type.DuckDb})", type)
            : throw call.Unexpected();
    }

    // decimal(p,s) gives decimal(p - s + min(s, 1), 0) (Trino, MathFunctions).
    static Typed Whole(CallSite call, string function)
    {
        call.Expect(1, 1);
        switch (call[0].Type)
        {
            case TrinoType.IntegerType: return call[0];
            case TrinoType.DecimalType type:
                TrinoType.DecimalType result = new(Math.Max(1, type.Precision - type.Scale + Math.Min(type.Scale, 1)), 0);
                return new($"CAST({function}({call[0].Sql}) AS {result.DuckDb})", result);
            default: return Numeric(call, $"{function}({{0}})");
        }
    }

    static Typed Round(CallSite call)
    {
        call.Expect(1, 2);
        DuckSql digits = call.Count == 2 ? call.As(1, L) : "0";
        switch (call[0].Type)
        {
            case TrinoType.IntegerType type:
                return call.Count == 1
                    ? call[0]
                    : new(
                        $"CAST({LocalFunctions.RoundInteger}(CAST({call[0].Sql} AS BIGINT), {digits}, {Conversion.Number(type.Bits)}) "
                        + $"AS {type.DuckDb})",
                        type);
            case TrinoType.DecimalType type when call.Count == 1:
                TrinoType.DecimalType whole = new(Math.Max(1, type.Precision - type.Scale + Math.Min(type.Scale, 1)), 0);
                return new(DecimalFunctions.Round(call[0].Sql, type.Scale, "0", whole), whole);
            case TrinoType.DecimalType type:
                TrinoType.DecimalType same = new(Math.Min(TrinoType.DecimalType.MaxPrecision, type.Precision + 1), type.Scale);
                return new(DecimalFunctions.Round(call[0].Sql, type.Scale, digits, same), same);
            case TrinoType.RealType:
                return new(
                    $"CAST({LocalFunctions.RoundDouble}(CAST({call[0].Sql} AS DOUBLE), CAST({digits} AS BIGINT)) AS FLOAT)",
                    TrinoType.Real);
            default:
                return new($"{LocalFunctions.RoundDouble}({call.As(0, D)}, CAST({digits} AS BIGINT))", D);
        }
    }

    static Typed Truncate(CallSite call)
    {
        call.Expect(1, 2);
        if (call.Count == 2)
        {
            var number = call[0].Type is TrinoType.IntegerType integer
                ? new TrinoType.DecimalType(integer.Digits, 0)
                : call[0].Type as TrinoType.DecimalType;
            return number is null
                ? throw call.Unexpected()
                : new(DecimalFunctions.Truncate(call.As(0, number), number, call.As(1, L)), number);
        }
        if (call[0].Type is TrinoType.DecimalType type)
        {
            TrinoType.DecimalType result = new(Math.Max(1, type.Precision - type.Scale), 0);
            return new($"CAST(trunc({call[0].Sql}) AS {result.DuckDb})", result);
        }
        return Numeric(call, "trunc({0})");
    }
}
