namespace BiPipeline.Toolkit.Maintenance;

/// <summary>Texts that all plans have.</summary>
static class PlanText
{
    /// <summary>Returns a line without the culture of the machine.</summary>
    internal static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns an estimated time, with no more digits than an estimate has.</summary>
    internal static string Time(TimeSpan time) => time.TotalHours >= 1
        ? Line($"{time.TotalHours:N1} hours")
        : time.TotalMinutes >= 2
            ? Line($"{time.TotalMinutes:N0} minutes")
            : Line($"{Math.Max(1, Math.Ceiling(time.TotalSeconds)):N0} seconds");
}
