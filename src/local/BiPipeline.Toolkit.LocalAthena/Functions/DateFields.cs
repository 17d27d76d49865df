using BiPipeline.Toolkit.AthenaSql.Values;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>The fields that a pattern has parsed so far; the others are those of 1970-01-01T00:00:00Z.</summary>
sealed class DateFields
{
    internal int Year { get; set; } = 1970;

    internal int Month { get; set; } = 1;

    internal int Day { get; set; } = 1;

    internal int? DayOfYear { get; set; }

    internal int Hour { get; set; }

    internal bool? Afternoon { get; set; }

    internal int Minute { get; set; }

    internal int Second { get; set; }

    internal long FractionMicros { get; set; }

    internal long OffsetMicros { get; set; }

    internal string Zone { get; set; } = "UTC";

    /// <summary>Whether the fields are the local ones of a zone with a name.</summary>
    internal bool IsLocal { get; set; }

    internal long ToMicros(string text)
    {
        var hour = Afternoon is { } afternoon && Hour < 24 ? (Hour % 12) + (afternoon ? 12 : 0) : Hour;
        var isDay = DayOfYear is { } ofYear
            ? ofYear >= 1 && ofYear <= (CivilTime.IsLeapYear(Year) ? 366 : 365)
            : Month is >= 1 and <= 12 && Day >= 1 && Day <= CivilTime.DaysInMonth(Year, Month);
        if (!isDay || hour > 23 || Minute > 59 || Second > 59)
        {
            throw new LocalAthenaQueryException(FailureCode.InvalidFunctionArgument, $"Cannot parse \"{text}\": Value out of range");
        }
        var day = DayOfYear is { } number ? CivilTime.DayOf(Year, 1, 1) + number - 1 : CivilTime.DayOf(Year, Month, Day);
        var seconds = (hour * 3600L) + (Minute * 60L) + Second;
        var micros = (day * CivilTime.MicrosPerDay) + (seconds * DateTimeText.MicrosPerSecond) + FractionMicros - OffsetMicros;
        return IsLocal ? TimeZones.ToInstant(micros, Zone) : micros;
    }
}
