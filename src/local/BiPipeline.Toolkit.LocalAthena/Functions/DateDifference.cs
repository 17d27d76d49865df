using BiPipeline.Toolkit.AthenaSql.Values;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>Counts whole units between two times, with joda's rules for ends of months and leap years.</summary>
static class DateDifference
{
    internal static long Between(string unit, long from, long to) => unit switch
    {
        "millisecond" => (to - from) / 1000,
        "second" => (to - from) / DateTimeText.MicrosPerSecond,
        "minute" => (to - from) / (60 * DateTimeText.MicrosPerSecond),
        "hour" => (to - from) / (3600 * DateTimeText.MicrosPerSecond),
        "day" => (to - from) / CivilTime.MicrosPerDay,
        "week" => (to - from) / (7 * CivilTime.MicrosPerDay),
        "month" => Months(from, to),
        "quarter" => Months(from, to) / 3,
        _ => Years(from, to),
    };

    static long Months(long from, long to)
    {
        if (to < from) { return -Months(to, from); }
        var (start, end) = (CivilTime.From(from), CivilTime.From(to));
        var months = ((end.Year - start.Year) * 12L) + end.Month - start.Month;
        // 31 January and 28 February are a month apart: adding a month to the former gives the latter.
        var startDay = end.Day == CivilTime.DaysInMonth(end.Year, end.Month) ? Math.Min(start.Day, end.Day) : start.Day;
        var isShort = (end.Day, end.MicrosOfDay).CompareTo((startDay, start.MicrosOfDay)) < 0;
        return isShort ? months - 1 : months;
    }

    static long Years(long from, long to)
    {
        if (to < from) { return -Years(to, from); }
        var (start, end) = (CivilTime.From(from), CivilTime.From(to));
        var (startRest, endRest) = (Rest(start), Rest(end));
        var afterFebruary = 59 * CivilTime.MicrosPerDay;
        if (startRest >= afterFebruary && CivilTime.IsLeapYear(start.Year))
        {
            if (!CivilTime.IsLeapYear(end.Year)) { startRest -= CivilTime.MicrosPerDay; }
        }
        else if (endRest >= afterFebruary && CivilTime.IsLeapYear(end.Year))
        {
            endRest -= CivilTime.MicrosPerDay;
        }
        return end.Year - start.Year - (endRest < startRest ? 1 : 0);

        static long Rest(CivilTime time) => ((time.DayOfYear - 1) * CivilTime.MicrosPerDay) + time.MicrosOfDay;
    }
}
