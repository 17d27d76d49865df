namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>Whole units between two moments, with joda's rules for ends of months and leap years.</summary>
static class DateDifference
{
    const long MicrosPerDay = 86_400 * DateTimeText.MicrosPerSecond;

    internal static long Between(string unit, long from, long to) => unit switch
    {
        "millisecond" => (to - from) / 1000,
        "second" => (to - from) / DateTimeText.MicrosPerSecond,
        "minute" => (to - from) / (60 * DateTimeText.MicrosPerSecond),
        "hour" => (to - from) / (3600 * DateTimeText.MicrosPerSecond),
        "day" => (to - from) / MicrosPerDay,
        "week" => (to - from) / (7 * MicrosPerDay),
        "month" => Months(from, to),
        "quarter" => Months(from, to) / 3,
        _ => Years(from, to),
    };

    static long Months(long from, long to)
    {
        if (to < from) { return -Months(to, from); }
        var (start, end) = (DateTimeText.Time(from), DateTimeText.Time(to));
        var months = ((end.Year - start.Year) * 12L) + end.Month - start.Month;
        // 31 January and 28 February are a month apart: adding a month to the former gives the latter.
        var startDay = end.Day == DateTime.DaysInMonth(end.Year, end.Month) ? Math.Min(start.Day, end.Day) : start.Day;
        var isShort = (end.Day, end.TimeOfDay).CompareTo((startDay, start.TimeOfDay)) < 0;
        return isShort ? months - 1 : months;
    }

    static long Years(long from, long to)
    {
        if (to < from) { return -Years(to, from); }
        var (start, end) = (DateTimeText.Time(from), DateTimeText.Time(to));
        var (startRest, endRest) = (Rest(start), Rest(end));
        var afterFebruary = TimeSpan.FromDays(59);
        if (startRest >= afterFebruary && DateTime.IsLeapYear(start.Year))
        {
            if (!DateTime.IsLeapYear(end.Year)) { startRest -= TimeSpan.FromDays(1); }
        }
        else if (endRest >= afterFebruary && DateTime.IsLeapYear(end.Year))
        {
            endRest -= TimeSpan.FromDays(1);
        }
        return end.Year - start.Year - (endRest < startRest ? 1 : 0);

        static TimeSpan Rest(DateTime time) => time - new DateTime(time.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    }
}
