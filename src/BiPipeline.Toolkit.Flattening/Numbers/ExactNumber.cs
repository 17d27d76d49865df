namespace BiPipeline.Toolkit.Flattening;

/// <summary>
/// An exact decimal number of at most 38 significant digits: <c>±Significand × 10^Exponent</c>. The significand has no trailing zero.
/// </summary>
readonly struct ExactNumber(bool negative, UInt128 significand, int exponent)
{
    internal const int MaxDigits = 38;

    static readonly UInt128[] PowersOfTen = [.. Enumerable.Range(0, MaxDigits + 1).Select(Power)];

    internal bool Negative { get; } = negative;

    internal UInt128 Significand { get; } = significand;

    internal int Exponent { get; } = exponent;

    /// <summary>Returns 10 to the power of 0 to 38.</summary>
    internal static UInt128 PowerOfTen(int power) => PowersOfTen[power];

    /// <summary>Gets the unscaled value as a decimal(precision, scale). Returns false when it is not exact.</summary>
    internal bool TryScale(int precision, int scale, out Int128 unscaled)
    {
        unscaled = default;
        if (Significand == UInt128.Zero) { return true; }
        var power = Exponent + scale;
        if (power < 0 || power > precision || Significand >= PowersOfTen[precision - power]) { return false; }
        var magnitude = (Int128)(Significand * PowersOfTen[power]);
        unscaled = Negative ? -magnitude : magnitude;
        return true;
    }

    /// <summary>Gets the number as a 64-bit integer. Returns false when it is not exact.</summary>
    internal bool TryToInt64(out long value)
    {
        value = 0;
        const int int64Digits = 19;
        if (!TryScale(int64Digits, 0, out var exact) || exact < long.MinValue || exact > long.MaxValue) { return false; }
        value = (long)exact;
        return true;
    }

    /// <summary>
    /// Gets the greatest integer not above this number times 10 to the power of <paramref name="power"/>. Returns false outside 64 bits.
    /// </summary>
    internal bool TryFloor(int power, out long value)
    {
        value = 0;
        if (Significand == UInt128.Zero) { return true; }
        var shifted = Exponent + power;
        if (shifted >= 0) { return new ExactNumber(Negative, Significand, shifted).TryToInt64(out value); }

        var floor = UInt128.Zero;
        var remainder = true;
        if (-shifted <= MaxDigits)
        {
            (floor, var rest) = UInt128.DivRem(Significand, PowersOfTen[-shifted]);
            remainder = rest != UInt128.Zero;
        }
        if (Negative && remainder) { floor++; }
        if (floor > (UInt128)long.MaxValue) { return false; }
        value = Negative ? -(long)floor : (long)floor;
        return true;
    }

    static UInt128 Power(int exponent)
    {
        var power = UInt128.One;
        for (var i = 0; i < exponent; i++) { power *= 10; }
        return power;
    }
}
