namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>What parsing by a pattern has found so far; the rest is 1970-01-01T00:00:00Z.</summary>
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

    internal long ToMicros(string text)
    {
        try
        {
            var hour = Afternoon is { } afternoon ? (Hour % 12) + (afternoon ? 12 : 0) : Hour;
            var date = DayOfYear is { } day
                ? new DateTime(Year, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day - 1)
                : new DateTime(Year, Month, Day, 0, 0, 0, DateTimeKind.Utc);
            if (hour > 23 || Minute > 59 || Second > 59) { throw new ArgumentOutOfRangeException(nameof(text)); }
            return DateTimeText.Micros(date.AddHours(hour).AddMinutes(Minute).AddSeconds(Second)) + FractionMicros - OffsetMicros;
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new LocalAthenaQueryException(FailureCode.InvalidFunctionArgument, $"Cannot parse \"{text}\": Value out of range");
        }
    }
}
