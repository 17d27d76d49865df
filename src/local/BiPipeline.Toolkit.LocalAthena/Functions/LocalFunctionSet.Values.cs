using BiPipeline.Toolkit.AthenaSql.Values;
using BiPipeline.Toolkit.LocalAthena.DuckDb;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

static partial class LocalFunctionSet
{
    static long Integer(ScalarCall call, Func<long, long, long> operation)
    {
        if (call.Value<long>(1) == 0) { throw new LocalAthenaQueryException(FailureCode.DivisionByZero, "Division by zero"); }
        try
        {
            return operation(call.Value<long>(0), call.Value<long>(1));
        }
        catch (OverflowException)
        {
            throw new LocalAthenaQueryException(FailureCode.NumericValueOutOfRange, "bigint division overflow");
        }
    }

    static long Subscript(long index, long length) => index switch
    {
        0 => throw new LocalAthenaQueryException(FailureCode.InvalidFunctionArgument, "SQL array indices start at 1"),
        < 0 =>
            throw new LocalAthenaQueryException(
                FailureCode.InvalidFunctionArgument,
                string.Create(CultureInfo.InvariantCulture, $"Array subscript is negative: {index}")),
        _ when index > length =>
            throw new LocalAthenaQueryException(
                FailureCode.InvalidFunctionArgument,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Array subscript must be less than or equal to array length: {index} > {length}")),
        _ => index,
    };

    static double RoundDouble(double value, long digits)
    {
        if (!double.IsFinite(value)) { return value; }
        var factor = Math.Pow(10, digits);
        var scaled = Math.Abs(value) * factor;
        var whole = Math.Floor(scaled);
        // Not floor(x + 0.5): for the largest number below a half the sum is one.
        var rounded = (scaled - whole >= 0.5 ? whole + 1 : whole) / factor;
        return double.IsFinite(rounded) ? Math.CopySign(rounded, value) : value;
    }

    // In a number of so many bits; what is moved out of them is lost.
    static long Shift(long value, long by, string direction, int bits)
    {
        if (by < 0) { throw new LocalAthenaQueryException(FailureCode.InvalidFunctionArgument, "shift must be positive"); }
        var unsigned = bits == 64 ? (ulong)value : (ulong)value & ((1UL << bits) - 1);
        var shifted = direction switch
        {
            "left" => by >= bits ? 0 : (long)(unsigned << (int)by),
            "right" => by >= bits ? 0 : (long)(unsigned >> (int)by),
            _ => value >> (int)Math.Min(by, 63),
        };
        // The highest bit that is left is the sign.
        return shifted << (64 - bits) >> (64 - bits);
    }

    static long RoundInteger(long value, long digits, int bits)
    {
        if (digits >= 0) { return value; }
        if (digits < -19) { return 0; }
        var unit = System.Numerics.BigInteger.Pow(10, (int)-digits);
        var rounded = DecimalKernels.Divide(value, unit, 0) * unit;
        var most = (System.Numerics.BigInteger.One << (bits - 1)) - 1;
        return rounded <= most && rounded >= -most - 1
            ? (long)rounded
            : throw new LocalAthenaQueryException(
                FailureCode.NumericValueOutOfRange,
                string.Create(CultureInfo.InvariantCulture, $"Value {rounded} is outside of the range of its type"));
    }

    static long ParseInteger(string text, int bits)
    {
        var (name, least, most) = bits switch
        {
            8 => ("TINYINT", sbyte.MinValue, (long)sbyte.MaxValue),
            16 => ("SMALLINT", short.MinValue, short.MaxValue),
            32 => ("INT", int.MinValue, int.MaxValue),
            _ => ("BIGINT", long.MinValue, long.MaxValue),
        };
        return long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least
            && value <= most
            ? value
            : throw CannotCast(text, name);
    }

    static double ParseDouble(string text, string name)
    {
        var trimmed = text.Trim();
        return trimmed switch
        {
            "NaN" => double.NaN,
            "Infinity" or "+Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ =>
                double.TryParse(
                    trimmed,
                    NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                    CultureInfo.InvariantCulture,
                    out var value)
                    ? value
                    : throw CannotCast(text, name),
        };
    }

    static ZonedDateTime Iso(string text)
    {
        try
        {
            return DateTimeText.ParseIso(text);
        }
        catch (FormatException)
        {
            throw new LocalAthenaQueryException(FailureCode.InvalidFunctionArgument, $"Invalid format: \"{text}\"");
        }
    }

    static T Parse<T>(string text, string type, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException)
        {
            throw new LocalAthenaQueryException(FailureCode.InvalidCastArgument, $"Value cannot be cast to {type}: {text}");
        }
    }

    static byte[] FromText(string text, Func<string, byte[]> decode, string name)
    {
        try
        {
            return decode(text);
        }
        catch (FormatException)
        {
            throw new LocalAthenaQueryException(FailureCode.InvalidFunctionArgument, $"The text is not {name}");
        }
    }

    // IEEE 802.3, bit by bit: .NET has CRC-32 only in another package.
    static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) { crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1; }
        }
        return ~crc;
    }

    static LocalAthenaQueryException CannotCast(string text, string type) =>
        new(FailureCode.InvalidCastArgument, $"Cannot cast '{text}' to {type}");
}
