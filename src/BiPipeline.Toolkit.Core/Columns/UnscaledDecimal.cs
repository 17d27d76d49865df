namespace BiPipeline.Toolkit;

/// <summary>Decimals as integers with a column's scale.</summary>
static class UnscaledDecimal
{
    static readonly Int128[] Powers = PowersOfTen();

    /// <summary>Returns a value times ten to the power of a scale; null when that is not an integer, or too large for any column.</summary>
    internal static Int128? Of(decimal value, int scale)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var digits = (Int128)new UInt128((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        var exponent = scale - value.Scale;
        if (exponent < 0)
        {
            // Trailing zeros are not digits.
            var (quotient, remainder) = Int128.DivRem(digits, Powers[-exponent]);
            if (remainder != 0) { return null; }
            digits = quotient;
        }
        else if (digits != 0)
        {
            // No column accepts more than 38 digits; the largest number makes the check fail.
            digits = exponent < Powers.Length && digits <= Int128.MaxValue / Powers[exponent] ? digits * Powers[exponent] : Int128.MaxValue;
        }
        return decimal.IsNegative(value) ? -digits : digits;
    }

    internal static bool Fits(Int128 unscaled, int precision) => unscaled < Powers[precision] && unscaled > -Powers[precision];

    static Int128[] PowersOfTen()
    {
        var powers = new Int128[DataType.DecimalType.MaxPrecision + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++) { powers[i] = powers[i - 1] * 10; }
        return powers;
    }
}
