using BiPipeline.Toolkit.AthenaSql.Values;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>A letter group of a <see cref="DatePattern"/>. Names are English on every machine.</summary>
readonly record struct DatePatternPart(DatePatternKind Kind, int Width, char Literal)
{
    static readonly DateTimeFormatInfo English = CultureInfo.InvariantCulture.DateTimeFormat;

    internal void Format(StringBuilder text, CivilTime time, long micros, string zone)
    {
        switch (Kind)
        {
            case DatePatternKind.Literal: text.Append(Literal); break;
            case DatePatternKind.Year: Number(text, time.Year); break;
            case DatePatternKind.Year2: text.Append((time.Year % 100).ToString("D2", CultureInfo.InvariantCulture)); break;
            case DatePatternKind.WeekYear: Number(text, time.IsoWeek.Year); break;
            case DatePatternKind.Month: Number(text, time.Month); break;
            case DatePatternKind.MonthShort: text.Append(English.GetAbbreviatedMonthName(time.Month)); break;
            case DatePatternKind.MonthName: text.Append(English.GetMonthName(time.Month)); break;
            case DatePatternKind.Week: Number(text, time.IsoWeek.Week); break;
            case DatePatternKind.Day: Number(text, time.Day); break;
            case DatePatternKind.DayOfYear: Number(text, time.DayOfYear); break;
            case DatePatternKind.WeekdayNumber: Number(text, time.Weekday); break;
            case DatePatternKind.WeekdayShort: text.Append(English.GetAbbreviatedDayName((DayOfWeek)(time.Weekday % 7))); break;
            case DatePatternKind.WeekdayName: text.Append(English.GetDayName((DayOfWeek)(time.Weekday % 7))); break;
            case DatePatternKind.HalfDay: text.Append(time.Hour < 12 ? "AM" : "PM"); break;
            case DatePatternKind.Hour: Number(text, time.Hour); break;
            case DatePatternKind.Hour12: Number(text, time.Hour % 12 == 0 ? 12 : time.Hour % 12); break;
            case DatePatternKind.Minute: Number(text, time.Minute); break;
            case DatePatternKind.Second: Number(text, time.Second); break;
            case DatePatternKind.Era: text.Append(time.Year > 0 ? "AD" : "BC"); break;
            case DatePatternKind.ZoneName: text.Append(zone); break;
            case DatePatternKind.Fraction: text.Append(Fraction(time).PadRight(Width, '0').AsSpan(0, Width)); break;
            default:
                var offset = TimeZones.Offset(micros, zone) / (60 * DateTimeText.MicrosPerSecond);
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{(offset < 0 ? '-' : '+')}{Math.Abs(offset) / 60:D2}"
                    + $"{(Kind == DatePatternKind.OffsetColon ? ":" : "")}{Math.Abs(offset) % 60:D2}");
                break;
        }
    }

    internal bool Parse(string text, ref int position, DateFields fields)
    {
        switch (Kind)
        {
            case DatePatternKind.Literal:
                if (position >= text.Length || text[position] != Literal) { return false; }
                position++;
                return true;
            case DatePatternKind.Year: return Take(text, ref position, 9, value => fields.Year = value);
            case DatePatternKind.Year2: return Take(text, ref position, 2, value => fields.Year = value + (value < 70 ? 2000 : 1900));
            case DatePatternKind.Month: return Take(text, ref position, 2, value => fields.Month = value);
            case DatePatternKind.MonthShort or DatePatternKind.MonthName:
                return Name(text, ref position, English.MonthNames, index => fields.Month = index + 1)
                    || Name(text, ref position, English.AbbreviatedMonthNames, index => fields.Month = index + 1);
            case DatePatternKind.Day: return Take(text, ref position, 2, value => fields.Day = value);
            case DatePatternKind.DayOfYear: return Take(text, ref position, 3, value => fields.DayOfYear = value);
            case DatePatternKind.WeekdayShort or DatePatternKind.WeekdayName:
                return Name(text, ref position, English.DayNames, _ => { })
                || Name(text, ref position, English.AbbreviatedDayNames, _ => { });
            case DatePatternKind.HalfDay: return Name(text, ref position, ["AM", "PM"], index => fields.Afternoon = index == 1);
            case DatePatternKind.Hour: return Take(text, ref position, 2, value => fields.Hour = value);
            // The hour of a clock is 1 to 12: another one is out of range.
            case DatePatternKind.Hour12: return Take(text, ref position, 2, value => fields.Hour = value is 0 or > 12 ? 24 : value % 12);
            case DatePatternKind.Minute: return Take(text, ref position, 2, value => fields.Minute = value);
            case DatePatternKind.Second: return Take(text, ref position, 2, value => fields.Second = value);
            case DatePatternKind.Fraction: return ParseFraction(text, ref position, fields);
            case DatePatternKind.ZoneName: return ParseZone(text, ref position, fields);
            case DatePatternKind.Era: return Name(text, ref position, ["AD"], _ => { });
            case DatePatternKind.Offset or DatePatternKind.OffsetColon: return ParseOffset(text, ref position, fields);
            default: throw new LocalAthenaQueryException(FailureCode.NotSupported, $"LocalAthena does not parse dates by {Kind}");
        }
    }

    static string Fraction(CivilTime time) => time.Micro.ToString("D6", CultureInfo.InvariantCulture);

    void Number(StringBuilder text, long value) => text.Append(value.ToString(CultureInfo.InvariantCulture).PadLeft(Width, '0'));

    static bool Take(string text, ref int position, int maxDigits, Action<int> use)
    {
        var end = position;
        while (end < text.Length && end - position < maxDigits && char.IsAsciiDigit(text[end])) { end++; }
        if (end == position) { return false; }
        use(int.Parse(text.AsSpan(position, end - position), NumberStyles.None, CultureInfo.InvariantCulture));
        position = end;
        return true;
    }

    static bool Name(string text, ref int position, string[] names, Action<int> use)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length > 0 && text.AsSpan(position).StartsWith(names[i], StringComparison.OrdinalIgnoreCase))
            {
                use(i);
                position += names[i].Length;
                return true;
            }
        }
        return false;
    }

    static bool ParseFraction(string text, ref int position, DateFields fields)
    {
        var end = position;
        while (end < text.Length && end - position < 9 && char.IsAsciiDigit(text[end])) { end++; }
        if (end == position) { return false; }
        fields.FractionMicros = long.Parse(
            text[position..end].PadRight(6, '0').AsSpan(0, 6),
            NumberStyles.None,
            CultureInfo.InvariantCulture);
        position = end;
        return true;
    }

    static bool ParseZone(string text, ref int position, DateFields fields)
    {
        var end = position;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '/' or '_' or '+' or '-' or ':')) { end++; }
        var zone = text[position..end];
        if (!TimeZones.Exists(zone)) { return false; }
        (fields.Zone, fields.IsLocal, position) = (zone, true, end);
        return true;
    }

    static bool ParseOffset(string text, ref int position, DateFields fields)
    {
        if (position < text.Length && text[position] == 'Z')
        {
            position++;
            fields.Zone = "UTC";
            return true;
        }
        var rest = text.AsSpan(position);
        var length = rest is ['+' or '-', _, _, ':', _, _, ..] ? 6 : rest is ['+' or '-', _, _, _, _, ..] ? 5 : 0;
        if (length == 0
            || !int.TryParse(rest[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(rest[(length - 2)..length], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes))
        {
            return false;
        }
        fields.OffsetMicros = ((hours * 60L) + minutes) * 60 * DateTimeText.MicrosPerSecond * (rest[0] == '-' ? -1 : 1);
        fields.Zone = fields.OffsetMicros == 0
            ? "UTC"
            : string.Create(CultureInfo.InvariantCulture, $"{rest[0]}{hours:D2}:{minutes:D2}");
        position += length;
        return true;
    }
}
