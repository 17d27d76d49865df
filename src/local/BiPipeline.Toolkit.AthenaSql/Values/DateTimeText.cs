using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.AthenaSql.Values;

/// <summary>Parses and formats dates and timestamps with Athena's patterns (Trino, DateTimes; joda's ISODateTimeFormat).</summary>
static partial class DateTimeText
{
    internal const long MicrosPerSecond = 1_000_000;

    /// <summary>Number of digits of a fraction of a second that DuckDB keeps.</summary>
    const int MaxDigits = 6;

    /// <summary>Parses a date as a cast does.</summary>
    /// <exception cref="FormatException">The text is not a date.</exception>
    internal static DateOnly ParseDate(string text)
    {
        var match = Date().Match(text.Trim());
        return match.Success
            ? Guard(() => new DateOnly(Number(match, "year"), Number(match, "month"), Number(match, "day")))
            : throw new FormatException("not a date");
    }

    /// <summary>
    /// Parses a date of ISO 8601, a calendar date, an ordinal date or a week date, and returns the number of days since 1970.
    /// </summary>
    /// <exception cref="FormatException">The text is not a date.</exception>
    internal static long ParseIsoDate(string text)
    {
        var match = IsoDate().Match(text);
        if (!match.Success) { throw new FormatException("not a date"); }
        var year = Number(match, "year");
        int Part(string name, int otherwise) => match.Groups[name].Success ? Number(match, name) : otherwise;
        if (match.Groups["ordinal"].Success)
        {
            var ordinal = Number(match, "ordinal");
            return ordinal >= 1 && ordinal <= (CivilTime.IsLeapYear(year) ? 366 : 365)
                ? CivilTime.DayOf(year, 1, 1) + ordinal - 1
                : throw new FormatException("out of range");
        }
        if (match.Groups["week"].Success)
        {
            var weekday = (DayOfWeek)(Part("weekday", 1) % 7);
            var day = Guard(() => ISOWeek.ToDateTime(year, Number(match, "week"), weekday));
            return CivilTime.DayOf(day.Year, day.Month, day.Day);
        }
        var date = Guard(() => new DateOnly(year, Part("month", 1), Part("day", 1)));
        return CivilTime.DayOf(date.Year, date.Month, date.Day);
    }

    /// <summary>Parses a timestamp as a literal does: <c>2026-01-31[ 12:34[:56[.789]]][ zone]</c>.</summary>
    /// <exception cref="FormatException">The text is not a timestamp.</exception>
    /// <exception cref="LocalAthenaQueryException">The timestamp has more digits than DuckDB's.</exception>
    internal static ZonedDateTime ParseLiteral(string text)
    {
        var value = Parse(text.Trim(), MaxDigits);
        return value.Precision <= MaxDigits ? value : throw TooManyDigits("timestamp", value.Precision);
    }

    /// <summary>Parses a timestamp as a cast does, rounded to a number of fraction digits.</summary>
    /// <exception cref="FormatException">The text is not a timestamp.</exception>
    internal static ZonedDateTime ParseRounded(string text, int precision) => Parse(text.Trim(), precision);

    /// <summary>Parses a time of day, rounded to a number of fraction digits if one is given: <c>12:34[:56[.789]]</c>.</summary>
    /// <exception cref="FormatException">The text is not a time.</exception>
    internal static (long Micros, int Precision) ParseTime(string text, int? precision = null)
    {
        var match = TimeAlone().Match(text.Trim());
        if (!match.Success) { throw new FormatException("not a time"); }
        if (match.Groups["zone"].Success)
        {
            throw new LocalAthenaQueryException(FailureCode.NotSupported, "LocalAthena does not have time with time zone");
        }
        var fraction = match.Groups["fraction"].Value;
        if (precision is null && fraction.Length > MaxDigits) { throw TooManyDigits("time", fraction.Length); }
        var second = match.Groups["second"].Success ? Number(match, "second") : 0;
        var time = Guard(() => new TimeOnly(Number(match, "hour"), Number(match, "minute"), second));
        var micros = (time.Ticks / TimeSpan.TicksPerMicrosecond) + Fraction(fraction, precision ?? MaxDigits);
        return (micros, fraction.Length);
    }

    /// <summary>The time of day of a sum, which may be of the day before or after.</summary>
    internal static long WithinDay(long micros) => ((micros % CivilTime.MicrosPerDay) + CivilTime.MicrosPerDay) % CivilTime.MicrosPerDay;

    static LocalAthenaQueryException TooManyDigits(string type, int digits) => new(
        FailureCode.NotSupported,
        string.Create(CultureInfo.InvariantCulture, $"{type}({digits}): LocalAthena keeps microseconds, so the precision is at most 6"));

    static ZonedDateTime Parse(string text, int precision)
    {
        var match = Timestamp().Match(text);
        if (!match.Success) { throw new FormatException("not a timestamp"); }
        var zone = match.Groups["zone"].Success ? match.Groups["zone"].Value : null;
        if (zone is not null && !TimeZones.Exists(zone)) { throw new FormatException("not a time zone"); }
        return Read(match, zone, precision);
    }

    /// <summary>Parses ISO 8601 with a T; a text without a zone is UTC.</summary>
    /// <exception cref="FormatException">The text is not a timestamp.</exception>
    internal static ZonedDateTime ParseIso(string text)
    {
        var match = Iso().Match(text);
        if (!match.Success && text.IndexOf('T', StringComparison.Ordinal) is > 0 and var end)
        {
            // The date is an ordinal or a week date.
            var date = CivilTime.From(ParseIsoDate(text[..end]) * CivilTime.MicrosPerDay).DateText();
            match = Iso().Match(date + text[end..]);
        }
        if (!match.Success) { throw new FormatException("not a timestamp"); }
        var offset = match.Groups["offset"].Success ? match.Groups["offset"].Value : "Z";
        var zone = offset is "Z" or "z" ? "UTC" : $"{offset[..3]}:{(offset.Length > 3 ? offset[^2..] : "00")}";
        var local = Read(match, zone, MaxDigits);
        return local with
        {
            Micros = TimeZones.ToInstant(local.Micros, zone == "+00:00" ? "UTC" : zone),
            Zone = zone == "+00:00" ? "UTC" : zone,
        };
    }

    /// <summary>Formats a timestamp: <c>2026-01-31 12:34:56.789</c>.</summary>
    internal static string Text(long micros, int precision, char separator)
    {
        var time = CivilTime.From(micros);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{time.DateText()}{separator}{time.Hour:D2}:{time.Minute:D2}:{time.Second:D2}");
        return precision == 0 ? text : $"{text}.{time.Micro.ToString("D6", CultureInfo.InvariantCulture)[..precision]}";
    }

    /// <summary>Formats a time of day: <c>12:34:56.789</c>.</summary>
    internal static string TimeOfDay(long micros, int precision) => Text(micros, precision, ' ')[11..];

    /// <summary>Formats an offset from UTC: <c>+02:00</c>.</summary>
    internal static string OffsetText(long minutes, string separator) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(minutes < 0 ? '-' : '+')}{Math.Abs(minutes) / 60:D2}{separator}{Math.Abs(minutes) % 60:D2}");

    internal static long Micros(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Rounds to a number of fraction digits, half away from zero.</summary>
    internal static long Round(long micros, int precision)
    {
        var unit = (long)Math.Pow(10, 6 - precision);
        var half = micros >= 0 ? unit / 2 : -(unit / 2);
        return (micros + half) / unit * unit;
    }

    static ZonedDateTime Read(Match match, string? zone, int precision)
    {
        var fraction = match.Groups["fraction"].Success ? match.Groups["fraction"].Value : "";
        var hour = match.Groups["hour"].Success ? Number(match, "hour") : 0;
        var minute = match.Groups["minute"].Success ? Number(match, "minute") : 0;
        var second = match.Groups["second"].Success ? Number(match, "second") : 0;
        var time = Guard(
            () =>
                new DateTime(
                    Number(match, "year"),
                    match.Groups["month"].Success ? Number(match, "month") : 1,
                    match.Groups["day"].Success ? Number(match, "day") : 1,
                    hour,
                    minute,
                    second,
                    DateTimeKind.Utc));
        return new(Micros(time) + Fraction(fraction, precision), fraction.Length, zone);
    }

    // Rounded once: the first digit that is dropped decides.
    static long Fraction(string digits, int precision)
    {
        if (digits.Length == 0) { return 0; }
        var padded = digits.PadRight(MaxDigits + 1, '0');
        var kept = precision == 0 ? 0 : long.Parse(padded.AsSpan(0, precision), NumberStyles.None, CultureInfo.InvariantCulture);
        if (padded[precision] >= '5') { kept++; }
        return kept * (long)Math.Pow(10, MaxDigits - precision);
    }

    static T Guard<T>(Func<T> create)
    {
        try
        {
            return create();
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new FormatException("out of range", exception);
        }
    }

    static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Date();

    [GeneratedRegex(
        @"^(?<year>\d{4})(-(W(?<week>\d{1,2})(-(?<weekday>[1-7]))?|(?<ordinal>\d{3})|(?<month>\d{1,2})(-(?<day>\d{1,2}))?))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex IsoDate();

    [GeneratedRegex(
        @"^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})"
        + @"( (?<hour>\d{1,2}):(?<minute>\d{1,2})(:(?<second>\d{1,2})(\.(?<fraction>\d{1,12}))?)?)?\s*(?<zone>[A-Za-z+\-][^\s]*)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Timestamp();

    [GeneratedRegex(
        @"^(?<hour>\d{1,2}):(?<minute>\d{1,2})(:(?<second>\d{1,2})(\.(?<fraction>\d{1,12}))?)?\s*(?<zone>[A-Za-z+\-][^\s]*)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex TimeAlone();

    [GeneratedRegex(
        @"^(?<year>\d{4})(-(?<month>\d{1,2})(-(?<day>\d{1,2}))?)?([T](?<hour>\d{1,2})(:(?<minute>\d{1,2})"
        + @"(:(?<second>\d{1,2})([.,](?<fraction>\d+))?)?)?(?<offset>[Zz]|[+\-]\d{2}(:?\d{2})?)?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iso();
}
