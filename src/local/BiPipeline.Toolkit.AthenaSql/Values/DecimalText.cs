using System.Numerics;

namespace BiPipeline.Toolkit.AthenaSql.Values;

/// <summary>Reads a number's text exactly: digits, the position of the point, and an exponent.</summary>
static class DecimalText
{
    // Beyond this limit no result fits in 38 digits, and 10^exponent would only cost time.
    const int MaxExponent = 10_000;

    internal static bool TryParse(ReadOnlySpan<char> text, out BigInteger digits, out int scale)
    {
        (digits, scale) = (BigInteger.Zero, 0);
        var exponent = 0;
        if (text.IndexOfAny('e', 'E') is >= 0 and var mark)
        {
            if (!int.TryParse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                || Math.Abs(exponent) > MaxExponent)
            {
                return false;
            }
            text = text[..mark];
        }
        var negative = text is ['-', ..];
        if (text is ['-' or '+', ..]) { text = text[1..]; }
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? [] : text[(point + 1)..];
        if ((whole.IsEmpty && fraction.IsEmpty) || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }
        digits = BigInteger.Parse($"0{whole}{fraction}", NumberStyles.None, CultureInfo.InvariantCulture);
        if (negative) { digits = -digits; }
        scale = fraction.Length - exponent;
        return true;
    }
}
