namespace BiPipeline.Toolkit.AthenaSql.Values;

/// <summary>Writes floating-point numbers like Java.</summary>
static class JavaText
{
    /// <summary>Writes like Double.toString, the form of results: plain between 10^-3 and 10^7, otherwise with an exponent.</summary>
    internal static string Double(double value) =>
        Text(
            value,
            Math.Abs(value),
            value.ToString("E16", CultureInfo.InvariantCulture),
            value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Writes like Float.toString.</summary>
    internal static string Real(float value) =>
        Text(
            value,
            Math.Abs((double)value),
            value.ToString("E8", CultureInfo.InvariantCulture),
            value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Writes a cast to varchar: always with an exponent, <c>1.5E0</c> (Trino, DoubleOperators).</summary>
    internal static string Scientific(double value)
    {
        if (Special(value) is { } special) { return special; }
        if (value == 0) { return double.IsNegative(value) ? "-0E0" : "0E0"; }
        return WithExponent(value.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>Writes a cast of a real to varchar.</summary>
    internal static string Scientific(float value)
    {
        if (Special(value) is { } special) { return special; }
        if (value == 0) { return float.IsNegative(value) ? "-0E0" : "0E0"; }
        return WithExponent(value.ToString("R", CultureInfo.InvariantCulture));
    }

    static string Text(double value, double magnitude, string fallback, string shortest)
    {
        if (Special(value) is { } special) { return special; }
        if (value == 0) { return double.IsNegative(value) ? "-0.0" : "0.0"; }
        if (magnitude is < 1e-3 or >= 1e7) { return WithExponent(shortest); }
        if (shortest.Contains('E', StringComparison.Ordinal)) { return fallback; }
        return shortest.Contains('.', StringComparison.Ordinal) ? shortest : $"{shortest}.0";
    }

    static string? Special(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsInfinity(value) ? (value > 0 ? "Infinity" : "-Infinity") : null;

    static string WithExponent(string shortest)
    {
        if (!DecimalText.TryParse(shortest, out var digits, out var scale)) { return shortest; }
        var text = System.Numerics.BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture);
        var exponent = text.Length - 1 - scale;
        text = text.TrimEnd('0');
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(digits.Sign < 0 ? "-" : "")}{text[0]}.{(text.Length > 1 ? text[1..] : "0")}E{exponent}");
    }
}
