using System.Numerics;

namespace BiPipeline.Toolkit.Maintenance;

/// <summary>
/// One spelling for equal key values, so that keys of arguments, columns and JSON can be compared as text: <c>t:</c> and a string,
/// <c>n:</c> and a number without superfluous zeros, <c>b:</c> and Base64.
/// </summary>
static class KeyForm
{
    const int MostExponent = 1000;

    internal static string OfText(string text) => "t:" + text;

    internal static string OfBytes(ReadOnlySpan<byte> bytes) => "b:" + Convert.ToBase64String(bytes);

    internal static string OfUnscaled(Int128 unscaled, int scale) => OfDigits(unscaled, -scale);

    /// <summary>Returns the form of a number in JSON notation, with or without an exponent; null for any other text.</summary>
    internal static string? OfNumber(string text)
    {
        var mantissa = text;
        var exponent = 0;
        if (text.IndexOfAny(['e', 'E']) is >= 0 and var at)
        {
            var digits = text.AsSpan(at + 1);
            if (!int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) { return null; }
            mantissa = text[..at];
        }
        if (Math.Abs(exponent) > MostExponent) { return null; }
        if (mantissa.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot)
        {
            exponent -= mantissa.Length - dot - 1;
            mantissa = mantissa.Remove(dot, 1);
        }
        return BigInteger.TryParse(mantissa, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? OfDigits(number, exponent)
            : null;
    }

    /// <summary>Joins the forms of a key's columns, so that two keys never have one text.</summary>
    internal static string Join(IEnumerable<string> forms) =>
        string.Concat(forms.Select(form => string.Create(CultureInfo.InvariantCulture, $"{form.Length}:{form}")));

    static string OfDigits(BigInteger digits, int exponent)
    {
        if (digits.IsZero) { return "n:0"; }
        while (true)
        {
            var (quotient, rest) = BigInteger.DivRem(digits, 10);
            if (!rest.IsZero) { return string.Create(CultureInfo.InvariantCulture, $"n:{digits}e{exponent}"); }
            (digits, exponent) = (quotient, exponent + 1);
        }
    }
}
