using System.Numerics;
using BiPipeline.Toolkit.AthenaSql.Conversions;
using BiPipeline.Toolkit.AthenaSql.Types;
using BiPipeline.Toolkit.AthenaSql.Values;
using BiPipeline.Toolkit.LocalAthena.DuckDb;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>The bodies of <see cref="DecimalFunctions"/>.</summary>
static class DecimalKernels
{
    internal static ScalarFunction Create(string name)
    {
        var parts = name[DecimalFunctions.Prefix.Length..].Split('_');
        var (left, right, result) = (Parse(parts[1]), Parse(parts[2]), Parse(parts[3]));
        var returned = ScalarType.Decimal(result);
        return parts[0] switch
        {
            "div" =>
                new(
                    name,
                    [ScalarType.Decimal(left), ScalarType.Decimal(right)],
                    returned,
                    call => Return(call, Divide(Unscaled(call, 0), Unscaled(call, 1), result - left + right))),
            "mod" =>
                new(
                    name,
                    [ScalarType.Decimal(left), ScalarType.Decimal(right)],
                    returned,
                    call => Return(call, Remainder(Unscaled(call, 0), left, Unscaled(call, 1), right))),
            "round" =>
                new(
                    name,
                    [returned, ScalarType.Bigint],
                    returned,
                    call => Return(call, Round(Unscaled(call, 0), result, call.Value<long>(1)))),
            "trunc" =>
                new(
                    name,
                    [returned, ScalarType.Bigint],
                    returned,
                    call => Return(call, Truncate(Unscaled(call, 0), result, call.Value<long>(1)))),
            "text" =>
                new(
                    name,
                    [ScalarType.Varchar, ScalarType.Integer],
                    returned,
                    call => ReturnParsed(call, call.Text(0).Trim(), result, call.Value<int>(1))),
            _ => new(name, [ScalarType.Double, ScalarType.Integer], returned, call => ReturnDouble(call, result)),
        };
    }

    /// <summary>Multiplies the dividend by 10^<paramref name="rescale"/>, divides, and rounds half away from zero.</summary>
    internal static BigInteger Divide(BigInteger dividend, BigInteger divisor, int rescale)
    {
        if (divisor.IsZero) { throw new LocalAthenaQueryException(FailureCode.DivisionByZero, "Division by zero"); }
        if (rescale >= 0) { dividend *= BigInteger.Pow(10, rescale); }
        else { divisor *= BigInteger.Pow(10, -rescale); }
        var quotient = BigInteger.DivRem(dividend, divisor, out var remainder);
        return BigInteger.Abs(remainder) * 2 >= BigInteger.Abs(divisor) ? quotient + (dividend.Sign * divisor.Sign) : quotient;
    }

    static BigInteger Remainder(BigInteger left, int leftScale, BigInteger right, int rightScale)
    {
        if (right.IsZero) { throw new LocalAthenaQueryException(FailureCode.DivisionByZero, "Division by zero"); }
        var scale = Math.Max(leftScale, rightScale);
        return BigInteger.Remainder(left * BigInteger.Pow(10, scale - leftScale), right * BigInteger.Pow(10, scale - rightScale));
    }

    static BigInteger Round(BigInteger value, int scale, long digits)
    {
        if (digits >= scale) { return value; }
        if (scale - digits > TrinoType.DecimalType.MaxPrecision) { return BigInteger.Zero; }
        var drop = (int)(scale - digits);
        return Divide(value, BigInteger.One, -drop) * BigInteger.Pow(10, drop);
    }

    static BigInteger Truncate(BigInteger value, int scale, long digits)
    {
        if (digits >= scale) { return value; }
        if (scale - digits > TrinoType.DecimalType.MaxPrecision) { return BigInteger.Zero; }
        var unit = BigInteger.Pow(10, (int)(scale - digits));
        return value / unit * unit;
    }

    static void ReturnParsed(ScalarCall call, string text, int scale, int precision)
    {
        if (!DecimalText.TryParse(text, out var digits, out var textScale))
        {
            throw new LocalAthenaQueryException(
                FailureCode.InvalidCastArgument,
                $"Cannot cast VARCHAR '{text}' to DECIMAL({precision}, {scale}). Value is not a number.");
        }
        var unscaled = Divide(digits, BigInteger.One, scale - textScale);
        if (BigInteger.Abs(unscaled) >= BigInteger.Pow(10, precision))
        {
            throw new LocalAthenaQueryException(
                FailureCode.InvalidCastArgument,
                $"Cannot cast VARCHAR '{text}' to DECIMAL({precision}, {scale}). Value too large.");
        }
        Return(call, unscaled);
    }

    static void ReturnDouble(ScalarCall call, int scale)
    {
        var (value, precision) = (call.Value<double>(0), call.Value<int>(1));
        // The shortest text that gives the same double, as in Java's BigDecimal.valueOf.
        if (!double.IsFinite(value)
            || !DecimalText.TryParse(value.ToString("R", CultureInfo.InvariantCulture), out var digits, out var textScale))
        {
            throw new LocalAthenaQueryException(
                FailureCode.InvalidCastArgument,
                $"Cannot cast DOUBLE '{JavaText.Double(value)}' to DECIMAL({precision}, {scale})");
        }
        var unscaled = Divide(digits, BigInteger.One, scale - textScale);
        if (BigInteger.Abs(unscaled) >= BigInteger.Pow(10, precision))
        {
            throw new LocalAthenaQueryException(
                FailureCode.InvalidCastArgument,
                $"Cannot cast DOUBLE '{JavaText.Double(value)}' to DECIMAL({precision}, {scale})");
        }
        Return(call, unscaled);
    }

    internal static void Return(ScalarCall call, BigInteger unscaled)
    {
        if (BigInteger.Abs(unscaled) >= BigInteger.Pow(10, TrinoType.DecimalType.MaxPrecision))
        {
            throw new LocalAthenaQueryException(FailureCode.NumericValueOutOfRange, "Decimal overflow");
        }
        call.Return((Int128)unscaled);
    }

    static BigInteger Unscaled(ScalarCall call, int argument) => call.Value<Int128>(argument);

    static int Parse(string number) => int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture);
}
