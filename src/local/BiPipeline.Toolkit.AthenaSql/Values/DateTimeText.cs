using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.AthenaSql.Values;

/// <summary>Parses and formats dates and timestamps with Athena's patterns (Trino, DateTimes; joda's ISODateTimeFormat).</summary>
static partial class DateTimeText
{
    internal const long MicrosPerSecond = 1_000_000;

    /// <summary>Parses a date as a cast does.</summary>
    /// <exception cref="FormatException">The text is not a date.</exception>
    internal static DateOnly ParseDate(string text)
    {
        var match = Date().Match(text.Trim());
        return match.Success
            ? Guard(() => new DateOnly(Number(match, "year"), Number(match, "month"), Number(match, "day")))
            : throw new FormatException("not a date");
    }

    /// <summary>Parses a timestamp as a cast and a literal do: <c>2026-01-31[ 12:34[:56[.789]]][ zone]</c>.</summary>
    /// <exception cref="FormatException">The text is not a timestamp.</exception>
    internal static ZonedDateTime ParseLiteral(string text)
    {
        var match = Timestamp().Match(text);
        if (!match.Success) { throw new FormatException("not a timestamp"); }
        var zone = match.Groups["zone"].Success ? match.Groups["zone"].Value : null;
        if (zone is not null && !TimeZones.Exists(zone)) { throw new FormatException("not a time zone"); }
        return Read(match, zone);
    }

    /// <summary>Parses ISO 8601 with a T; a text without a zone is UTC.</summary>
    /// <exception cref="FormatException">The text is not a timestamp.</exception>
    internal static ZonedDateTime ParseIso(string text)
    {
        var match = Iso().Match(text);
        if (!match.Success) { throw new FormatException("not a timestamp"); }
        var offset = match.Groups["offset"].Success ? match.Groups["offset"].Value : "Z";
        var zone = offset is "Z" or "z" ? "UTC" : $"{offset[..3]}:{(offset.Length > 3 ? offset[^2..] : "00")}";
        var local = Read(match, zone);
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

    internal static long Micros(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Rounds to a number of fraction digits, half away from zero.</summary>
    internal static long Round(long micros, int precision)
    {
        var unit = (long)Math.Pow(10, 6 - precision);
        var half = micros >= 0 ? unit / 2 : -(unit / 2);
        return (micros + half) / unit * unit;
    }

    static ZonedDateTime Read(Match match, string? zone)
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
        var micros = fraction.Length == 0
            ? 0
            : long.Parse(fraction.PadRight(6, '0').AsSpan(0, 6), NumberStyles.None, CultureInfo.InvariantCulture);
        if (fraction.Length > 6 && fraction[6] >= '5') { micros++; }
        return new(Micros(time) + micros, Math.Min(fraction.Length, 6), zone);
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
        @"^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})"
        + @"( (?<hour>\d{1,2}):(?<minute>\d{1,2})(:(?<second>\d{1,2})(\.(?<fraction>\d{1,12}))?)?)?\s*(?<zone>[A-Za-z+\-][^\s]*)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Timestamp();

    [GeneratedRegex(
        @"^(?<year>\d{4})(-(?<month>\d{1,2})(-(?<day>\d{1,2}))?)?([T](?<hour>\d{1,2})(:(?<minute>\d{1,2})"
        + @"(:(?<second>\d{1,2})([.,](?<fraction>\d+))?)?)?(?<offset>[Zz]|[+\-]\d{2}(:?\d{2})?)?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iso();
}
