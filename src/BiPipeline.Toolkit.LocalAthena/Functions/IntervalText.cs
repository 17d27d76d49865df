namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>Intervals as the engine shows them: <c>2 03:04:05.000</c> and <c>1-2</c>.</summary>
static class IntervalText
{
    internal static string DaySecond(long micros)
    {
        var span = TimeSpan.FromTicks(Math.Abs(micros) * TimeSpan.TicksPerMicrosecond);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(micros < 0 ? "-" : "")}{span.Days} {span.Hours:D2}:{span.Minutes:D2}:{span.Seconds:D2}.{span.Milliseconds:D3}");
    }

    internal static string YearMonth(long months) =>
        string.Create(CultureInfo.InvariantCulture, $"{(months < 0 ? "-" : "")}{Math.Abs(months) / 12}-{Math.Abs(months) % 12}");
}
