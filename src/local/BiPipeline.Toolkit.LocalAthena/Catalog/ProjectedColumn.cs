using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.LocalAthena.Catalog;

/// <summary>
/// A partition column with projection, and its existing values (Athena user guide, "Supported types for partition projection").
/// </summary>
sealed partial class ProjectedColumn
{
    readonly Func<string, bool> _contains;

    ProjectedColumn(Func<string, bool> contains) => _contains = contains;

    /// <summary>Number of additional folder levels of a value: two for <c>yyyy/MM/dd</c>.</summary>
    internal int Slashes { get; private init; }

    internal bool Contains(string value) => _contains(value);

    /// <summary>Reads the column's parameters.</summary>
    /// <exception cref="LocalAthenaQueryException">The parameters are not a valid projection.</exception>
    internal static ProjectedColumn Read(string table, string column, IReadOnlyDictionary<string, string> parameters, DateTimeOffset now)
    {
        var type = Parameter("type") ?? throw Invalid(table, $"projection.{column}.type is missing");
        switch (type)
        {
            case "enum":
                var values = (Parameter("values") ?? throw Invalid(table, $"projection.{column}.values is missing")).Split(',')
                    .ToHashSet(StringComparer.Ordinal);
                return new(values.Contains);
            case "integer":
                return Integers(table, column, Range(), Parameter("interval"), Parameter("digits"));
            case "date":
                return Dates(
                    table,
                    column,
                    Range(),
                    Parameter("format") ?? throw Invalid(table, $"projection.{column}.format is missing"),
                    Parameter("interval"),
                    Parameter("interval.unit"),
                    now);
            case "injected":
                throw new LocalAthenaQueryException(
                    FailureCode.NotSupported,
                    $"Table {table}: LocalAthena does not support injected projection (column {column})");
            default:
                throw Invalid(table, $"projection.{column}.type is '{type}'; expected enum, integer, date or injected");
        }

        string? Parameter(string name) => parameters.TryGetValue($"projection.{column}.{name}", out var value) ? value : null;

        (string Low, string High) Range() =>
            Parameter("range")?.Split(',') is [var low, var high]
                ? (low, high)
                : throw Invalid(table, $"projection.{column}.range is not 'low,high'");
    }

    static ProjectedColumn Integers(string table, string column, (string Low, string High) range, string? interval, string? digits)
    {
        var step = 1L;
        var width = 0;
        if (!Number(range.Low, out var low)
            || !Number(range.High, out var high)
            || (interval is not null && (!Number(interval, out step) || step < 1))
            || (digits is not null && !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out width)))
        {
            throw Invalid(table, $"projection.{column} is not an integer range with interval and digits");
        }
        return new(
            text =>
                Number(text, out var value)
                    && value >= low
                    && value <= high
                    && (value - low) % step == 0
                    && text == (width > 0
                        ? value.ToString($"D{width}", CultureInfo.InvariantCulture)
                        : value.ToString(CultureInfo.InvariantCulture)));

        static bool Number(string text, out long value) =>
            long.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                CultureInfo.InvariantCulture,
                out value);
    }

    static ProjectedColumn Dates(
        string table,
        string column,
        (string Low, string High) range,
        string javaFormat,
        string? interval,
        string? unit,
        DateTimeOffset now)
    {
        var format = NetFormat(table, column, javaFormat);
        unit ??= javaFormat.Contains('d', StringComparison.Ordinal) ? "DAYS" : "MONTHS";
        if (interval is not null && (!int.TryParse(interval, NumberStyles.None, CultureInfo.InvariantCulture, out var given) || given < 1))
        {
            throw Invalid(table, $"projection.{column}.interval is not a positive number");
        }
        var step = interval is null ? 1 : int.Parse(interval, CultureInfo.InvariantCulture);
        var (low, high) = (Bound(range.Low), Bound(range.High));
        return new(
            text =>
                DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
                    && value >= low
                    && value <= high
                    && IsOnStep(low, value, step, unit))
        { Slashes = javaFormat.Count(character => character == '/') };

        DateTime Bound(string bound)
        {
            if (DateTime.TryParseExact(bound.Trim(), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var fixedDate))
            {
                return fixedDate;
            }
            var match = Relative().Match(bound);
            if (!match.Success)
            {
                throw Invalid(
                    table,
                    $"projection.{column}.range has the bound '{bound}'; expected {javaFormat}, or NOW with a distance");
            }
            var moved = now.UtcDateTime;
            if (match.Groups["number"].Success)
            {
                var number = int.Parse(
                    match.Groups["number"].ValueSpan,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture) * (match.Groups["sign"].Value == "-" ? -1 : 1);
                moved = Move(moved, number, match.Groups["unit"].Value.TrimEnd('S') + "S");
            }
            // Parts that the format does not show are ignored.
            return DateTime.ParseExact(
                moved.ToString(format, CultureInfo.InvariantCulture),
                format,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None);
        }
    }

    static DateTime Move(DateTime time, int number, string unit) => unit.ToUpperInvariant() switch
    {
        "YEARS" => time.AddYears(number),
        "MONTHS" => time.AddMonths(number),
        "WEEKS" => time.AddDays(7 * number),
        "DAYS" => time.AddDays(number),
        "HOURS" => time.AddHours(number),
        "MINUTES" => time.AddMinutes(number),
        "SECONDS" => time.AddSeconds(number),
        _ => time.AddMilliseconds(number),
    };

    static bool IsOnStep(DateTime low, DateTime value, int step, string unit)
    {
        if (step == 1) { return true; }
        return unit.ToUpperInvariant() switch
        {
            "YEARS" => (value.Year - low.Year) % step == 0,
            "MONTHS" => (((value.Year - low.Year) * 12) + value.Month - low.Month) % step == 0,
            var fine => (value - low).Ticks % (Move(low, step, fine) - low).Ticks == 0,
        };
    }

    static string NetFormat(string table, string column, string javaFormat)
    {
        var net = new StringBuilder();
        for (var i = 0; i < javaFormat.Length; i++)
        {
            var character = javaFormat[i];
            if (character == '\'')
            {
                var end = javaFormat.IndexOf('\'', i + 1);
                if (end < 0) { throw Invalid(table, $"projection.{column}.format '{javaFormat}' has an open quote"); }
                net.Append('\'').Append(javaFormat.AsSpan(i + 1, end - i - 1)).Append('\'');
                i = end;
            }
            else
            {
                net.Append(NetLetter(table, column, javaFormat, character));
            }
        }
        return net.ToString();
    }

    static string NetLetter(string table, string column, string javaFormat, char character) => character switch
    {
        'u' => "y",
        'y' or 'M' or 'd' or 'H' or 'm' or 's' => character.ToString(),
        'S' => "f",
        '/' or ':' => $"'{character}'",
        _ when char.IsAsciiLetter(character) =>
            throw new LocalAthenaQueryException(
                FailureCode.NotSupported,
                $"Table {table}: LocalAthena does not support the letter {character} in projection.{column}.format '{javaFormat}'"),
        _ => character.ToString(),
    };

    static LocalAthenaQueryException Invalid(string table, string problem) =>
        new(FailureCode.HiveMetastoreError, $"Table {table} is configured for partition projection, but {problem}");

    [GeneratedRegex(
        @"^\s*NOW\s*((?<sign>[+\-])\s*(?<number>\d{1,6})\s*(?<unit>YEARS?|MONTHS?|WEEKS?|DAYS?|HOURS?|MINUTES?|SECONDS?)\s*)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Relative();
}
