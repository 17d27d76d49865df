using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.AthenaSql.Values;

/// <summary>Parses the text of an interval literal: <c>2 03:04:05.678</c>, <c>1-2</c> (Trino, DateTimeUtils).</summary>
static partial class IntervalLiteralText
{
    static readonly string[] Units = ["DAY", "HOUR", "MINUTE", "SECOND"];
    static readonly long[] Sizes = [86_400_000, 3_600_000, 60_000, 1000];

    /// <summary>Returns months, or microseconds in whole milliseconds.</summary>
    /// <exception cref="FormatException">The text does not have these units.</exception>
    /// <exception cref="OverflowException">The interval is too long.</exception>
    internal static (long Months, long Micros) Parse(string text, string from, string to)
    {
        var negative = text is ['-', ..];
        var digits = text is ['-' or '+', ..] ? text[1..] : text;
        var value = checked(from is "YEAR" or "MONTH" ? Months(digits, from, to) : Milliseconds(digits, from, to));
        if (negative) { value = -value; }
        return from is "YEAR" or "MONTH" ? (value, 0) : (0, checked(value * 1000));
    }

    static long Months(string text, string from, string to)
    {
        var parts = text.Split('-');
        if (from == "MONTH" && to != "MONTH" || to is not ("YEAR" or "MONTH") || parts.Length > (from == to ? 1 : 2)) { throw Invalid(); }
        var first = checked(Number(parts[0]) * (from == "YEAR" ? 12 : 1));
        return parts.Length == 2 ? checked(first + Number(parts[1])) : first;
    }

    // The units from the first one to any up to the last one.
    static long Milliseconds(string text, string from, string to)
    {
        var (first, last) = (Array.IndexOf(Units, from), Array.IndexOf(Units, to));
        if (last < first || !Form().IsMatch(text)) { throw Invalid(); }
        var parts = text.Split([' ', ':']);
        if (first + parts.Length - 1 > last || (text.Contains(' ', StringComparison.Ordinal) && first != 0)) { throw Invalid(); }
        var sum = 0L;
        for (var i = 0; i < parts.Length; i++)
        {
            var (unit, part) = (first + i, parts[i]);
            if (i == 1 && unit == 1 && !text.Contains(' ', StringComparison.Ordinal)) { throw Invalid(); }
            var point = part.IndexOf('.', StringComparison.Ordinal);
            if (point >= 0)
            {
                if (Units[unit] != "SECOND") { throw Invalid(); }
                sum = checked(sum + Number(part[(point + 1)..].PadRight(3, '0')[..3]));
                part = part[..point];
            }
            sum = checked(sum + (Number(part) * Sizes[unit]));
        }
        return sum;
    }

    static long Number(string digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    static FormatException Invalid() => new("not an interval");

    [GeneratedRegex(
        @"^\d+( \d+)?(:\d+)*(\.\d+)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
