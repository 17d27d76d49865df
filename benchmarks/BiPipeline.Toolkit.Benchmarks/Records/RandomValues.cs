using System.Globalization;

namespace BiPipeline.Toolkit.Benchmarks.Records;

/// <summary>Random values for several shapes.</summary>
static class RandomValues
{
    internal static T Pick<T>(this Random random, T[] values) => values[random.Next(values.Length)];

    internal static string Money(this Random random, int least, int largest) =>
        string.Create(CultureInfo.InvariantCulture, $"{random.Next(least, largest + 1)}.{random.Next(100):D2}");

    internal static string Digits(this Random random, int count) => string.Create(count, random, static (digits, random) =>
    {
        for (var i = 0; i < digits.Length; i++) { digits[i] = (char)('0' + random.Next(i == 0 ? 1 : 0, 10)); }
    });
}
