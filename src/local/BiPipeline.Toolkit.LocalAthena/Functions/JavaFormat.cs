using System.Numerics;
using System.Text.RegularExpressions;
using BiPipeline.Toolkit.AthenaSql.Values;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>Formats values as java.util.Formatter does in the US locale; <c>format</c> of Trino is that.</summary>
static partial class JavaFormat
{
    const int DefaultPrecision = 6;

    /// <summary>Formats the arguments; more arguments than the text uses are ignored.</summary>
    internal static string Format(string format, IReadOnlyList<FormatArgument> arguments, long most)
    {
        var result = new StringBuilder();
        var (position, next, last) = (0, 0, -1);
        for (var mark = format.IndexOf('%', StringComparison.Ordinal); mark >= 0; mark = format.IndexOf('%', position))
        {
            result.Append(format, position, mark - position);
            var match = Specifier().Match(format, mark);
            if (!match.Success)
            {
                var conversion = mark + 1 < format.Length ? format[mark + 1] : '%';
                throw Invalid(format, "UnknownFormatConversion", $"Conversion = '{conversion}'");
            }
            position = mark + match.Length;
            var spec = new JavaFormatSpec(match, format);
            if (spec.Conversion is '%' or 'n')
            {
                result.Append(spec.Literal());
                continue;
            }
            last = spec.IsPrevious ? last : spec.Index is { } index ? index - 1 : next++;
            if (last < 0 || last >= arguments.Count)
            {
                throw Invalid(format, "MissingFormatArgument", $"Format specifier '{match.Value}'");
            }
            if (spec.Width > most) { throw TextKernels.TooLong(); }
            result.Append(Convert(spec, arguments[last]));
            if (result.Length > most) { throw TextKernels.TooLong(); }
        }
        return result.Append(format, position, format.Length - position).ToString();
    }

    internal static LocalAthenaQueryException Invalid(string format, string problem, string detail) =>
        new(FailureCode.InvalidFunctionArgument, $"Invalid format string: {format} ({problem}: {detail})");

    static string Convert(JavaFormatSpec spec, FormatArgument value)
    {
        var text = spec.Conversion switch
        {
            't' => spec.Padded(value.Kind == FormatArgument.Null ? "null" : JavaFormatTime.Format(spec, value)),
            's' => Text(spec, value),
            'b' => spec.Padded(spec.Cut(value.Kind switch
            {
                FormatArgument.Null => "false",
                FormatArgument.Boolean => value.Text,
                _ => "true",
            })),
            'h' => spec.Padded(spec.Cut(value.Kind == FormatArgument.Null
                ? "null"
                : throw new LocalAthenaQueryException(FailureCode.NotSupported, "LocalAthena does not have %h in format"))),
            'c' => Character(spec, value),
            'd' or 'o' or 'x' => Whole(spec, value),
            'e' or 'f' or 'g' => Fraction(spec, value),
            _ => throw new LocalAthenaQueryException(FailureCode.NotSupported, "LocalAthena does not have %a in format"),
        };
        return spec.IsUpper ? text.ToUpperInvariant() : text;
    }

    static string Text(JavaFormatSpec spec, FormatArgument value)
    {
        spec.Allow("-", 's');
        return spec.Padded(spec.Cut(value.ToJavaString()));
    }

    static string Character(JavaFormatSpec spec, FormatArgument value)
    {
        if (spec.Precision is { } precision) { throw spec.IllegalPrecision(precision); }
        return value.Kind switch
        {
            FormatArgument.Null => spec.Padded("null"),
            FormatArgument.Integer when value.Long is >= 0 and <= 0x10FFFF && Rune.IsValid((int)value.Long) =>
                spec.Padded(new Rune((int)value.Long).ToString()),
            _ => throw spec.IllegalConversion(value),
        };
    }

    static string Whole(JavaFormatSpec spec, FormatArgument value)
    {
        if (spec.Precision is { } precision) { throw spec.IllegalPrecision(precision); }
        if (value.Kind == FormatArgument.Null) { return spec.Padded("null"); }
        if (value.Kind != FormatArgument.Integer) { throw spec.IllegalConversion(value); }
        if (spec.Conversion == 'd')
        {
            spec.Allow("-+ 0,(", 'd');
            var number = value.Long;
            return spec.Signed(BigInteger.Abs(number).ToString(CultureInfo.InvariantCulture), "", number < 0);
        }
        spec.Allow("-#0", spec.Conversion);
        var digits = spec.Conversion == 'x'
            ? value.Long.ToString("x", CultureInfo.InvariantCulture)
            : System.Convert.ToString(value.Long, 8);
        var prefix = !spec.Has('#') ? "" : spec.Conversion == 'x' ? "0x" : "0";
        return spec.Has('0')
            ? prefix + digits.PadLeft(Math.Max(0, spec.Width - prefix.Length), '0')
            : spec.Padded(prefix + digits);
    }

    static string Fraction(JavaFormatSpec spec, FormatArgument value)
    {
        if (value.Kind == FormatArgument.Null) { return spec.Padded("null"); }
        if (value.Kind is not (FormatArgument.Double or FormatArgument.Decimal)) { throw spec.IllegalConversion(value); }
        spec.Allow(spec.Conversion == 'e' ? "-#+ 0(" : "-#+ 0,(", spec.Conversion);
        if (value.Kind == FormatArgument.Double && !double.IsFinite(value.Number))
        {
            var text = double.IsNaN(value.Number) ? "NaN" : spec.Sign("Infinity", value.Number < 0);
            return spec.Padded(text);
        }
        value.TryExact(out var digits, out var scale);
        var negative = digits.Sign < 0 || (value.Kind == FormatArgument.Double && double.IsNegative(value.Number));
        digits = BigInteger.Abs(digits);
        var precision = spec.Precision ?? DefaultPrecision;
        if (spec.Conversion == 'g')
        {
            precision = Math.Max(1, precision);
            var exponent = digits.IsZero ? 0 : Exponent(RoundTo(digits, scale, precision));
            return !digits.IsZero && (exponent < -4 || exponent >= precision)
                ? Scientific(spec, digits, scale, precision - 1, negative)
                : Fixed(spec, digits, scale, Math.Max(0, precision - 1 - exponent), negative);
        }
        return spec.Conversion == 'e'
            ? Scientific(spec, digits, scale, precision, negative)
            : Fixed(spec, digits, scale, precision, negative);
    }

    static string Fixed(JavaFormatSpec spec, BigInteger digits, int scale, int precision, bool negative)
    {
        var text = DecimalKernels.Divide(digits, BigInteger.One, precision - scale)
            .ToString(CultureInfo.InvariantCulture)
            .PadLeft(precision + 1, '0');
        return spec.Signed(text[..^precision], precision == 0 ? (spec.Has('#') ? "." : "") : $".{text[^precision..]}", negative);
    }

    static string Scientific(JavaFormatSpec spec, BigInteger digits, int scale, int precision, bool negative)
    {
        var rounded = RoundTo(digits, scale, precision + 1);
        var exponent = digits.IsZero ? 0 : Exponent(rounded);
        var text = rounded.Digits.ToString(CultureInfo.InvariantCulture).PadRight(precision + 1, '0')[..(precision + 1)];
        var shown = string.Create(CultureInfo.InvariantCulture, $"e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):D2}");
        return spec.Signed(text[..1], (precision == 0 ? "" : $".{text[1..]}") + shown, negative);
    }

    // To so many significant digits, half up.
    static (BigInteger Digits, int Scale) RoundTo(BigInteger digits, int scale, int count)
    {
        var length = digits.ToString(CultureInfo.InvariantCulture).Length;
        if (digits.IsZero || length <= count) { return (digits, scale); }
        var drop = length - count;
        return (DecimalKernels.Divide(digits, BigInteger.One, -drop), scale - drop);
    }

    static int Exponent((BigInteger Digits, int Scale) number) =>
        number.Digits.ToString(CultureInfo.InvariantCulture).Length - 1 - number.Scale;

    [GeneratedRegex(
        @"\G%(?<index>\d+\$|<)?(?<flags>[-#+ 0,(<]*)(?<width>\d+)?(\.(?<precision>\d+))?(?<time>[tT])?(?<conversion>[a-zA-Z%])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Specifier();
}
