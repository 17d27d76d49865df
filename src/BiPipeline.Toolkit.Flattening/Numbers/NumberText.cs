namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// The parts of an N: sign, digits, exponent. DynamoDB sends plain notation only. Its emulators also send what DynamoDB accepts, such as
/// <c>+3</c>, <c>.5</c> and <c>1e+5</c>.
/// </summary>
readonly ref struct NumberText
{
    // Far beyond DynamoDB's range (1E±130), and far from an overflow of int.
    const int ExponentLimit = 1_000_000;

    NumberText(bool negative, ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, int exponent)
    {
        Negative = negative;
        Whole = whole;
        Fraction = fraction;
        Exponent = exponent;
    }

    internal bool Negative { get; }

    /// <summary>Digits before the point.</summary>
    internal ReadOnlySpan<byte> Whole { get; }

    /// <summary>Digits after the point.</summary>
    internal ReadOnlySpan<byte> Fraction { get; }

    /// <summary>The written exponent; 0 if there is none.</summary>
    internal int Exponent { get; }

    /// <summary>Parses a text; returns false when it is not a number.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out NumberText number)
    {
        number = default;
        var negative = text is [(byte)'-', ..];
        if (negative || text is [(byte)'+', ..]) { text = text[1..]; }

        var whole = TakeDigits(ref text);
        ReadOnlySpan<byte> fraction = default;
        if (text is [(byte)'.', ..])
        {
            text = text[1..];
            fraction = TakeDigits(ref text);
        }
        if (whole.IsEmpty && fraction.IsEmpty) { return false; }

        var exponent = 0;
        if (!text.IsEmpty && !TryTakeExponent(ref text, out exponent)) { return false; }
        number = new(negative, whole, fraction, exponent);
        return text.IsEmpty;
    }

    /// <summary>Gets the exact value. Returns false when it has more than 38 significant digits.</summary>
    internal bool TryToExact(out ExactNumber number)
    {
        var digits = default(SignificantDigits);
        var fits = digits.Append(Whole) && digits.Append(Fraction);
        number = digits.Significand == UInt128.Zero
            ? new(negative: false, UInt128.Zero, 0)
            : new(Negative, digits.Significand, Exponent - Fraction.Length + digits.TrailingZeros);
        return fits;
    }

    static ReadOnlySpan<byte> TakeDigits(scoped ref ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var digits = length < 0 ? text : text[..length];
        text = text[digits.Length..];
        return digits;
    }

    static bool TryTakeExponent(scoped ref ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text[0] is not ((byte)'e' or (byte)'E')) { return false; }
        text = text[1..];
        var negative = text is [(byte)'-', ..];
        if (negative || text is [(byte)'+', ..]) { text = text[1..]; }
        var digits = TakeDigits(ref text);
        foreach (var digit in digits) { exponent = Math.Min(ExponentLimit, (exponent * 10) + (digit - '0')); }
        if (negative) { exponent = -exponent; }
        return !digits.IsEmpty;
    }

    // Zeros wait for the next digit, so that a 126-digit integer with few significant digits stays exact.
    struct SignificantDigits
    {
        int _count;

        internal UInt128 Significand { get; private set; }

        internal int TrailingZeros { get; private set; }

        internal bool Append(ReadOnlySpan<byte> digits)
        {
            foreach (var digit in digits)
            {
                if (digit == '0')
                {
                    if (_count > 0) { TrailingZeros++; }
                    continue;
                }
                _count += TrailingZeros + 1;
                if (_count > ExactNumber.MaxDigits) { return false; }
                Significand = (Significand * ExactNumber.PowerOfTen(TrailingZeros + 1)) + (UInt128)(digit - '0');
                TrailingZeros = 0;
            }
            return true;
        }
    }
}
