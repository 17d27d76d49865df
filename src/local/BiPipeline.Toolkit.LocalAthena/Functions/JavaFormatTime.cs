using BiPipeline.Toolkit.AthenaSql.Values;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>The conversions of dates and times: <c>%tF</c>, <c>%tB</c>.</summary>
static class JavaFormatTime
{
    const string OfTimes = "HIklMSLNpRTr";
    const string OfDates = "BbhAaCYyjmdeDF";

    internal static string Format(JavaFormatSpec spec, FormatArgument value)
    {
        var letter = spec.Suffix;
        if (value.Kind is FormatArgument.Boolean or FormatArgument.Double or FormatArgument.Decimal or FormatArgument.Varchar)
        {
            throw spec.IllegalConversion(value);
        }
        // A number is milliseconds since 1970.
        if (value.Kind == FormatArgument.Integer)
        {
            value = new(FormatArgument.Zoned, $"{checked(value.Long * 1000).ToString(CultureInfo.InvariantCulture)} UTC");
        }
        var fits = OfTimes.Contains(letter, StringComparison.Ordinal) ? value.HasTime
            : OfDates.Contains(letter, StringComparison.Ordinal) ? value.HasDate
            : value.Kind == FormatArgument.Zoned;
        if (!fits) { throw spec.IllegalConversion(value); }
        var time = value.Local;
        return letter switch
        {
            'H' => Two(time.Hour),
            'I' => Two(Twelve(time)),
            'k' => Number(time.Hour),
            'l' => Number(Twelve(time)),
            'M' => Two(time.Minute),
            'S' => Two(time.Second),
            'L' => (time.Micro / 1000).ToString("D3", CultureInfo.InvariantCulture),
            'N' => (time.Micro * 1000).ToString("D9", CultureInfo.InvariantCulture),
            'p' => time.Hour < 12 ? "am" : "pm",
            'R' => $"{Two(time.Hour)}:{Two(time.Minute)}",
            'T' => Clock(time),
            'r' => $"{Two(Twelve(time))}:{Two(time.Minute)}:{Two(time.Second)} {(time.Hour < 12 ? "AM" : "PM")}",
            'B' => Names.GetMonthName(time.Month),
            'b' or 'h' => Names.GetAbbreviatedMonthName(time.Month),
            'A' => Names.GetDayName((DayOfWeek)(time.Weekday % 7)),
            'a' => Names.GetAbbreviatedDayName((DayOfWeek)(time.Weekday % 7)),
            'C' => Two((int)(time.Year / 100)),
            'Y' => time.Year.ToString("D4", CultureInfo.InvariantCulture),
            'y' => Two((int)(time.Year % 100)),
            'j' => time.DayOfYear.ToString("D3", CultureInfo.InvariantCulture),
            'm' => Two(time.Month),
            'd' => Two(time.Day),
            'e' => Number(time.Day),
            'D' => $"{Two(time.Month)}/{Two(time.Day)}/{Two((int)(time.Year % 100))}",
            'F' => time.DateText(),
            'z' => DateTimeText.OffsetText(TimeZones.Offset(value.Instant, value.Zone) / (60 * DateTimeText.MicrosPerSecond), ""),
            's' => (value.Instant / DateTimeText.MicrosPerSecond).ToString(CultureInfo.InvariantCulture),
            'Q' => (value.Instant / 1000).ToString(CultureInfo.InvariantCulture),
            // The names of zones by season are data of Java's that .NET does not have.
            'Z' or 'c' when value.Zone == "UTC" => letter == 'Z' ? "UTC" : Whole(time),
            _ => throw new LocalAthenaQueryException(FailureCode.NotSupported, $"LocalAthena does not have %t{letter} in format"),
        };
    }

    static DateTimeFormatInfo Names => CultureInfo.InvariantCulture.DateTimeFormat;

    static string Whole(CivilTime time) =>
        $"{Names.GetAbbreviatedDayName((DayOfWeek)(time.Weekday % 7))} {Names.GetAbbreviatedMonthName(time.Month)} {Two(time.Day)} "
        + $"{Clock(time)} UTC {time.Year.ToString("D4", CultureInfo.InvariantCulture)}";

    static string Clock(CivilTime time) => $"{Two(time.Hour)}:{Two(time.Minute)}:{Two(time.Second)}";

    static int Twelve(CivilTime time) => time.Hour % 12 == 0 ? 12 : time.Hour % 12;

    static string Two(int number) => number.ToString("D2", CultureInfo.InvariantCulture);

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
