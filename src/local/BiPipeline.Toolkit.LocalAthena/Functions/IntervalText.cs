using BiPipeline.Toolkit.AthenaSql.Values;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>Formats intervals like Athena: <c>2 03:04:05.000</c> and <c>1-2</c>.</summary>
static class IntervalText
{
    internal static string DaySecond(long micros)
    {
        var time = CivilTime.From(Math.Abs(micros));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(micros < 0 ? "-" : "")}{time.EpochDay} {time.Hour:D2}:{time.Minute:D2}:{time.Second:D2}.{time.Micro / 1000:D3}");
    }

    internal static string YearMonth(long months) =>
        string.Create(CultureInfo.InvariantCulture, $"{(months < 0 ? "-" : "")}{Math.Abs(months) / 12}-{Math.Abs(months) % 12}");
}
