namespace BiPipeline.Toolkit.AthenaSql.Values;

/// <summary>
/// A date and time of day in the proleptic Gregorian calendar, in any year of a timestamp; <see cref="DateTime"/> ends at 9999.
/// </summary>
readonly record struct CivilTime(long EpochDay, long MicrosOfDay)
{
    internal const long MicrosPerDay = 86_400 * DateTimeText.MicrosPerSecond;

    // Days of 400 years, after which the calendar repeats, and days from 0000-03-01 to 1970-01-01.
    const long DaysPerCycle = 146_097;
    const long DaysBeforeEpoch = 719_468;

    internal long Year => Fields.Year;

    internal int Month => Fields.Month;

    internal int Day => Fields.Day;

    internal int Hour => (int)(MicrosOfDay / (3600 * DateTimeText.MicrosPerSecond));

    internal int Minute => (int)(MicrosOfDay / (60 * DateTimeText.MicrosPerSecond) % 60);

    internal int Second => (int)(MicrosOfDay / DateTimeText.MicrosPerSecond % 60);

    internal int Micro => (int)(MicrosOfDay % DateTimeText.MicrosPerSecond);

    /// <summary>The day of the week: 1 for Monday to 7 for Sunday.</summary>
    internal int Weekday => (int)FloorMod(EpochDay + 3, 7) + 1;

    internal int DayOfYear => (int)(EpochDay - DayOf(Year, 1, 1)) + 1;

    /// <summary>The year and the number of the ISO week.</summary>
    internal (long Year, int Week) IsoWeek
    {
        get
        {
            // A week is in the year of its Thursday.
            var thursday = this with { EpochDay = EpochDay - Weekday + 4 };
            return (thursday.Year, ((thursday.DayOfYear - 1) / 7) + 1);
        }
    }

    // Days counted from March, so that the leap day is the last of its year ("chrono-compatible low-level date algorithms").
    (long Year, int Month, int Day) Fields
    {
        get
        {
            var days = EpochDay + DaysBeforeEpoch;
            var cycle = FloorDiv(days, DaysPerCycle);
            var day = days - (cycle * DaysPerCycle);
            var year = (day - (day / 1460) + (day / 36_524) - (day / 146_096)) / 365;
            var rest = day - ((365 * year) + (year / 4) - (year / 100));
            var month = ((5 * rest) + 2) / 153;
            var shown = month < 10 ? month + 3 : month - 9;
            return (year + (cycle * 400) + (shown <= 2 ? 1 : 0), (int)shown, (int)(rest - (((153 * month) + 2) / 5)) + 1);
        }
    }

    internal static CivilTime From(long micros)
    {
        var day = FloorDiv(micros, MicrosPerDay);
        return new(day, micros - (day * MicrosPerDay));
    }

    /// <summary>Returns the number of days from 1970-01-01 to a valid date.</summary>
    internal static long DayOf(long year, int month, int day)
    {
        if (month <= 2) { year--; }
        var cycle = FloorDiv(year, 400);
        var ofCycle = year - (cycle * 400);
        var ofYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        return (cycle * DaysPerCycle) + (ofCycle * 365) + (ofCycle / 4) - (ofCycle / 100) + ofYear - DaysBeforeEpoch;
    }

    internal static bool IsLeapYear(long year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    internal static int DaysInMonth(long year, int month) => month switch
    {
        2 => IsLeapYear(year) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>Adds months and returns microseconds; a day after the month's end becomes its last day.</summary>
    internal long AddMonths(int months)
    {
        var month = (Year * 12) + Month - 1 + months;
        var (year, ofYear) = (FloorDiv(month, 12), (int)FloorMod(month, 12) + 1);
        return (DayOf(year, ofYear, Math.Min(Day, DaysInMonth(year, ofYear))) * MicrosPerDay) + MicrosOfDay;
    }

    /// <summary>Moves the time to a year that <see cref="DateTime"/> has, with the same calendar, for time zones.</summary>
    internal DateTime ToDateTime()
    {
        var day = Year is > 0 and < 9999 ? EpochDay : DayOf(2000, 1, 1) + FloorMod(EpochDay - DayOf(2000, 1, 1), DaysPerCycle);
        return DateTime.UnixEpoch.AddDays(day).AddTicks(MicrosOfDay * TimeSpan.TicksPerMicrosecond);
    }

    /// <summary>Formats the date as <c>2026-01-31</c>; years with more than four digits have a sign, as in Java.</summary>
    internal string DateText()
    {
        var (year, month, day) = Fields;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(year > 9999 ? "+" : year < 0 ? "-" : "")}{Math.Abs(year):D4}-{month:D2}-{day:D2}");
    }

    static long FloorDiv(long value, long divisor)
    {
        var quotient = Math.DivRem(value, divisor, out var remainder);
        return remainder < 0 ? quotient - 1 : quotient;
    }

    static long FloorMod(long value, long divisor) => value - (FloorDiv(value, divisor) * divisor);
}
