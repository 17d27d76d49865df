using BiPipeline.Toolkit.AthenaSql.Values;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>
/// A date pattern in MySQL's letters (date_format, date_parse) or joda's (format_datetime, parse_datetime), as a list of parts.
/// </summary>
sealed class DatePattern
{
    readonly List<DatePatternPart> _parts = [];

    internal static DatePattern MySql(string format)
    {
        var pattern = new DatePattern();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                pattern.Literal(format[i]);
                continue;
            }
            if (++i == format.Length) { throw Invalid($"Invalid date format: {format}"); }
            pattern.AddMySql(format[i]);
        }
        return pattern;
    }

    internal static DatePattern Joda(string format)
    {
        var pattern = new DatePattern();
        for (var i = 0; i < format.Length;)
        {
            if (format[i] == '\'')
            {
                i = pattern.QuotedLiteral(format, i);
                continue;
            }
            var end = i + 1;
            while (end < format.Length && format[end] == format[i]) { end++; }
            if (char.IsAsciiLetter(format[i])) { pattern.AddJoda(format[i], end - i); }
            else { for (var n = i; n < end; n++) { pattern.Literal(format[n]); } }
            i = end;
        }
        return pattern;
    }

    internal string Format(long micros, string zone)
    {
        var time = CivilTime.From(micros);
        var text = new StringBuilder();
        foreach (var part in _parts) { part.Format(text, time, micros, zone); }
        return text.ToString();
    }

    /// <summary>Parses a text to microseconds since 1970; a zone in the text is applied.</summary>
    internal long Parse(string text) => ParseZoned(text).Micros;

    /// <summary>Parses a text to the instant and its offset; UTC without an offset.</summary>
    internal (long Micros, string Zone) ParseZoned(string text)
    {
        var fields = new DateFields();
        var position = 0;
        foreach (var part in _parts)
        {
            if (!part.Parse(text, ref position, fields)) { throw Invalid($"Invalid format: \"{text}\""); }
        }
        if (position != text.Length) { throw Invalid($"Invalid format: \"{text}\" is malformed at \"{text[position..]}\""); }
        return (fields.ToMicros(text), fields.Zone);
    }

    static LocalAthenaQueryException Invalid(string message) => new(FailureCode.InvalidFunctionArgument, message);

    void Literal(char character) => _parts.Add(new(DatePatternKind.Literal, 0, character));

    void Add(DatePatternKind kind, int width) => _parts.Add(new(kind, width, '\0'));

    int QuotedLiteral(string format, int start)
    {
        var i = start + 1;
        if (i < format.Length && format[i] == '\'')
        {
            Literal('\'');
            return i + 1;
        }
        for (; i < format.Length && format[i] != '\''; i++) { Literal(format[i]); }
        return i + 1;
    }

    void AddMySql(char letter)
    {
        switch (letter)
        {
            case 'a': Add(DatePatternKind.WeekdayShort, 0); break;
            case 'b': Add(DatePatternKind.MonthShort, 0); break;
            case 'c': Add(DatePatternKind.Month, 1); break;
            case 'd': Add(DatePatternKind.Day, 2); break;
            case 'e': Add(DatePatternKind.Day, 1); break;
            case 'f': Add(DatePatternKind.Fraction, 6); break;
            case 'H': Add(DatePatternKind.Hour, 2); break;
            case 'h' or 'I': Add(DatePatternKind.Hour12, 2); break;
            case 'i': Add(DatePatternKind.Minute, 2); break;
            case 'j': Add(DatePatternKind.DayOfYear, 3); break;
            case 'k': Add(DatePatternKind.Hour, 1); break;
            case 'l': Add(DatePatternKind.Hour12, 1); break;
            case 'M': Add(DatePatternKind.MonthName, 0); break;
            case 'm': Add(DatePatternKind.Month, 2); break;
            case 'p': Add(DatePatternKind.HalfDay, 0); break;
            case 'r': AddAll("I:i:s p"); break;
            case 'S' or 's': Add(DatePatternKind.Second, 2); break;
            case 'T': AddAll("H:i:s"); break;
            case 'v': Add(DatePatternKind.Week, 2); break;
            case 'W': Add(DatePatternKind.WeekdayName, 0); break;
            case 'x': Add(DatePatternKind.WeekYear, 4); break;
            case 'Y': Add(DatePatternKind.Year, 4); break;
            case 'y': Add(DatePatternKind.Year2, 2); break;
            case 'D' or 'U' or 'u' or 'V' or 'w' or 'X': throw Invalid($"%{letter} not supported in date format string");
            default: Literal(letter); break;
        }
    }

    void AddAll(string letters)
    {
        foreach (var letter in letters)
        {
            if (char.IsAsciiLetter(letter)) { AddMySql(letter); }
            else { Literal(letter); }
        }
    }

    void AddJoda(char letter, int count)
    {
        switch (letter)
        {
            case 'y' or 'Y': Add(count == 2 ? DatePatternKind.Year2 : DatePatternKind.Year, count); break;
            case 'x': Add(DatePatternKind.WeekYear, count); break;
            case 'w': Add(DatePatternKind.Week, count); break;
            case 'M':
                Add(
                count switch { 1 or 2 => DatePatternKind.Month, 3 => DatePatternKind.MonthShort, _ => DatePatternKind.MonthName },
                count); break;
            case 'd': Add(DatePatternKind.Day, count); break;
            case 'D': Add(DatePatternKind.DayOfYear, count); break;
            case 'E': Add(count > 3 ? DatePatternKind.WeekdayName : DatePatternKind.WeekdayShort, count); break;
            case 'e': Add(DatePatternKind.WeekdayNumber, count); break;
            case 'a': Add(DatePatternKind.HalfDay, count); break;
            case 'H': Add(DatePatternKind.Hour, count); break;
            case 'h': Add(DatePatternKind.Hour12, count); break;
            case 'm': Add(DatePatternKind.Minute, count); break;
            case 's': Add(DatePatternKind.Second, count); break;
            case 'S': Add(DatePatternKind.Fraction, count); break;
            case 'Z':
                Add(
                count switch { 1 => DatePatternKind.Offset, 2 => DatePatternKind.OffsetColon, _ => DatePatternKind.ZoneName },
                count); break;
            case 'G': Add(DatePatternKind.Era, count); break;
            default:
                throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"LocalAthena does not have the letter {letter} in date patterns");
        }
    }
}
