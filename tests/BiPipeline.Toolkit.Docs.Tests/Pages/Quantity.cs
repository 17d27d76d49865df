using System.Globalization;
using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.Docs.Tests.Pages;

/// <summary>A number in prose, with or without a unit; times are in milliseconds.</summary>
/// <param name="Value">The number in the smallest unit.</param>
/// <param name="HasUnit">Whether a unit followed it.</param>
sealed partial record Quantity(decimal Value, bool HasUnit)
{
    internal const string Pattern = @"(\d[\d,]*(\.\d+)?)( ?(KiB|MiB|GiB|GB|Mi|Ki|ms|milliseconds|seconds?|minutes?|hours?|days?)\b)?";

    internal static IEnumerable<Quantity> AllIn(string text) => Any().Matches(text).Select(match => Of(match.Value));

    internal static Quantity Of(string text)
    {
        var match = Any().Match(text);
        var number = decimal.Parse(match.Groups[1].Value, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return new(number * Factor(match.Groups[4].Value), match.Groups[4].Success);
    }

    /// <summary>Returns an option's value as such a number; null when it is not a number.</summary>
    internal static decimal? Of(object? value) => value switch
    {
        int number => number,
        long number => number,
        double number => (decimal)number,
        TimeSpan time => (decimal)time.TotalMilliseconds,
        _ => null,
    };

    /// <summary>Returns the number as a value of an option's type; null when it is outside the type.</summary>
    internal static object? As(Type type, decimal value) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var integer when integer == typeof(int) => value is >= int.MinValue and <= int.MaxValue ? (int)value : null,
        var integer when integer == typeof(long) => (long)value,
        var real when real == typeof(double) => (double)value,
        _ => TimeSpan.FromMilliseconds((double)value),
    };

    static decimal Factor(string unit) => unit switch
    {
        "" or "ms" or "milliseconds" => 1,
        "Ki" or "KiB" => 1 << 10,
        "Mi" or "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        "GB" => 1_000_000_000,
        "second" or "seconds" => 1_000,
        "minute" or "minutes" => 60_000,
        "hour" or "hours" => 3_600_000,
        _ => 86_400_000,
    };

    [GeneratedRegex(Pattern, RegexOptions.None, matchTimeoutMilliseconds: HangGuard.Milliseconds)]
    private static partial Regex Any();
}
