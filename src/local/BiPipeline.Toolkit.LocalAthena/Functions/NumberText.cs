using System.Buffers;
using System.Numerics;
using BiPipeline.Toolkit.AthenaSql.Values;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>Texts of numbers for readers, and numbers from such texts (Trino, FormatNumberFunction, DataSizeFunctions).</summary>
static class NumberText
{
    static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");
    static readonly string[] Units = ["", "K", "M", "B", "T", "Q"];
    static readonly string[] DataUnits = ["B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];

    /// <summary>Writes the whole part with three digits and a unit: <c>12.3K</c>.</summary>
    internal static string Short(double value)
    {
        // Java's conversion to long: NaN is zero, and large numbers are the largest.
        value = double.IsNaN(value) ? 0 : Math.Clamp(Math.Truncate(value), long.MinValue, long.MaxValue);
        var unit = 0;
        while (Math.Abs(value) >= 1000 && unit < Units.Length - 1)
        {
            value /= 1000;
            unit++;
        }
        // Fewer digits after the point for a larger number; a negative one is never large.
        var format = value < 10 ? "0.##" : value < 100 ? "0.#" : "0";
        return value.ToString(format, CultureInfo.InvariantCulture) + Units[unit];
    }

    /// <summary>Reads <c>2.3MB</c> as a number of bytes, in units of 1,024.</summary>
    internal static BigInteger DataSize(string text)
    {
        var length = text.AsSpan().IndexOfAnyExcept(NumberCharacters) is >= 0 and var end ? end : text.Length;
        var unit = Array.IndexOf(DataUnits, text[length..]);
        if (length == 0 || unit < 0 || !DecimalText.TryParse(text.AsSpan(0, length), out var digits, out var scale))
        {
            throw new LocalAthenaQueryException(FailureCode.InvalidFunctionArgument, $"Invalid data size: '{text}'");
        }
        return digits * BigInteger.Pow(1024, unit) / BigInteger.Pow(10, scale);
    }

    /// <summary>Writes <c>1 hour, 2 minutes, 42 seconds</c>.</summary>
    internal static string Seconds(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new LocalAthenaQueryException(FailureCode.InvalidFunctionArgument, $"Invalid argument found: {JavaText.Double(value)}");
        }
        var rest = (long)Math.Round(Math.Abs(value), MidpointRounding.AwayFromZero);
        List<string> parts = [];
        foreach (var (name, size) in ((string, long)[])[("week", 604_800), ("day", 86_400), ("hour", 3600), ("minute", 60)])
        {
            if (rest / size is > 0 and var count) { parts.Add(Count(count, name)); }
            rest %= size;
        }
        if (rest > 0 || parts.Count == 0) { parts.Add(Count(rest, "second")); }
        return string.Join(", ", parts);
    }

    /// <summary>Reads <c>3.81 d</c> as microseconds, rounded to milliseconds.</summary>
    internal static long Duration(string text)
    {
        var trimmed = text.Trim();
        var length = trimmed.AsSpan().IndexOfAnyExcept(NumberCharacters) is >= 0 and var end ? end : trimmed.Length;
        decimal? unit = trimmed[length..].Trim() switch
        {
            "ns" => 0.000001m,
            "us" => 0.001m,
            "ms" => 1,
            "s" => 1000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => null,
        };
        if (unit is { } milliseconds
            && double.TryParse(trimmed.AsSpan(0, length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value * (double)milliseconds is < 9E15 and var result)
        {
            return (long)Math.Floor(result + 0.5) * 1000;
        }
        throw new LocalAthenaQueryException(
            FailureCode.InvalidFunctionArgument,
            $"duration is not a valid data duration string: {text}");
    }

    static string Count(long count, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {name}{(count == 1 ? "" : "s")}");
}
