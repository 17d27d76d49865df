using System.Globalization;

namespace OrdersPipeline.Dashboard;

/// <summary>Numbers and dates as people read them; English, whatever the machine's language.</summary>
static class Display
{
    internal static string Whole(decimal value) => value.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Euro(decimal value) => $"€{value.ToString("N0", CultureInfo.InvariantCulture)}";

    internal static string EuroAndCents(decimal value) => $"€{value.ToString("N2", CultureInfo.InvariantCulture)}";

    internal static string Percent(double ratio) => $"{(ratio * 100).ToString("0.0", CultureInfo.InvariantCulture)} %";

    internal static string Month(DateOnly month) => month.ToString("MMM yyyy", CultureInfo.InvariantCulture);

    internal static string ShortMonth(DateOnly month) => month.ToString("MMM", CultureInfo.InvariantCulture);

    internal static string Period(DateOnly first, DateOnly last) =>
        $"{first.ToString("d MMM yyyy", CultureInfo.InvariantCulture)} – {last.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}";
}
