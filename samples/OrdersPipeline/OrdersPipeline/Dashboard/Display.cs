using System.Globalization;

namespace OrdersPipeline.Dashboard;

/// <summary>Formats numbers and dates for readers, in English for any language of the machine.</summary>
static class Display
{
    internal static string Whole(decimal value) => value.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Euro(decimal value) => $"€{value.ToString("N0", CultureInfo.InvariantCulture)}";

    internal static string EuroAndCents(decimal value) => $"€{value.ToString("N2", CultureInfo.InvariantCulture)}";

    internal static string Percent(double ratio) => $"{(ratio * 100).ToString("0.0", CultureInfo.InvariantCulture)} %";

    internal static string SignedPercent(double ratio) => $"{(ratio > 0 ? "+" : ratio < 0 ? "−" : "")}{Percent(Math.Abs(ratio))}";

    internal static string Month(DateOnly month) => month.ToString("MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Returns a month, with the day of its last data when the month was not complete.</summary>
    internal static string MonthSoFar(DateOnly month, DateOnly lastDay) =>
        lastDay < month.AddMonths(1).AddDays(-1) ? $"{Month(month)}, to {Day(lastDay)}" : Month(month);

    internal static string Day(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    internal static string Months(int count) => count == 1 ? "1 month" : $"{Whole(count)} months";

    internal static string Moment(DateTimeOffset time) => time.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    internal static string Period(DateOnly first, DateOnly last) =>
        $"{first.ToString("d MMM yyyy", CultureInfo.InvariantCulture)} – {last.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}";
}
