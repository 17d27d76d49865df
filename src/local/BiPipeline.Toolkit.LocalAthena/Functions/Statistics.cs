namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>Distributions and intervals of statistics, and the numbers of buckets and bits.</summary>
static class Statistics
{
    internal static double NormalCdf(double mean, double deviation, double value) =>
        deviation > 0 ? 0.5 * (1 + Erf((value - mean) / (deviation * Math.Sqrt(2)))) : throw Invalid("standardDeviation must be > 0");

    internal static double InverseNormalCdf(double mean, double deviation, double probability)
    {
        if (probability is not (> 0 and < 1)) { throw Invalid("p must be 0 > p > 1"); }
        if (!(deviation > 0)) { throw Invalid("sd must be > 0"); }
        return mean + (deviation * Math.Sqrt(2) * InverseErf((2 * probability) - 1));
    }

    /// <summary>A bound of Wilson's interval for a number of successes.</summary>
    internal static double Wilson(long successes, long trials, double z, bool isLower)
    {
        if (successes < 0) { throw Invalid("number of successes must not be negative"); }
        if (trials <= 0) { throw Invalid("number of trials must be positive"); }
        if (successes > trials) { throw Invalid("number of successes must not be larger than number of trials"); }
        if (!(z >= 0)) { throw Invalid("z-score must not be negative"); }
        double n = trials;
        var p = successes / n;
        var square = Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n)));
        return (p + (z * z / (2 * n)) + (isLower ? -z * square : z * square)) / (1 + (z * z / n));
    }

    /// <summary>The number of bins whose lower bound is at most the value.</summary>
    internal static long Bucket(double value, IReadOnlyList<double> bins)
    {
        if (bins.Count == 0) { throw Invalid("Bins cannot be an empty array"); }
        if (double.IsNaN(value)) { throw Invalid("Operand cannot be NaN"); }
        for (var i = 0; i < bins.Count; i++)
        {
            if (!double.IsFinite(bins[i])) { throw Invalid("Bin value must be finite"); }
            if (i > 0 && bins[i] <= bins[i - 1]) { throw Invalid("Bin values are not sorted in ascending order"); }
        }
        return bins.Count(bin => bin <= value);
    }

    internal static long BitCount(long value, long bits)
    {
        if (bits == 64) { return long.PopCount(value); }
        if (bits is < 2 or > 64)
        {
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"Bits specified in bit_count must be between 2 and 64, got {bits}"));
        }
        var half = 1L << (int)(bits - 1);
        return value >= -half && value < half
            ? long.PopCount(value & ((1L << (int)bits) - 1))
            : throw Invalid(string.Create(
                CultureInfo.InvariantCulture,
                $"Number must be representable with the bits specified. {value} cannot be represented with {bits} bits"));
    }

    // The power series near zero, the continued fraction elsewhere; both to the last digits of a double.
    static double Erf(double x)
    {
        if (double.IsNaN(x)) { return x; }
        var z = Math.Abs(x);
        if (z > 6) { return Math.Sign(x); }
        if (z < 2.5)
        {
            var (sum, term) = (z, z);
            for (var n = 1; Math.Abs(term) > 1e-18 * sum && n < 200; n++)
            {
                term *= -z * z / n;
                sum += term / ((2 * n) + 1);
            }
            return Math.Sign(x) * sum * 2 / Math.Sqrt(Math.PI);
        }
        var fraction = 0.0;
        for (var n = 80; n >= 1; n--) { fraction = n / 2.0 / (z + fraction); }
        return Math.Sign(x) * (1 - (Math.Exp(-z * z) / Math.Sqrt(Math.PI) / (z + fraction)));
    }

    // Winitzki's approximation as a start, then Newton's method.
    static double InverseErf(double y)
    {
        var logarithm = Math.Log(1 - (y * y));
        var half = (2 / (Math.PI * 0.147)) + (logarithm / 2);
        var x = Math.Sign(y) * Math.Sqrt(Math.Sqrt((half * half) - (logarithm / 0.147)) - half);
        for (var step = 0; step < 4; step++) { x -= (Erf(x) - y) / (2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x)); }
        return x;
    }

    static LocalAthenaQueryException Invalid(string message) => new(FailureCode.InvalidFunctionArgument, message);
}
