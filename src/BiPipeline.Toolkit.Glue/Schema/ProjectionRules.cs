using System.Buffers;
using System.Text.RegularExpressions;

namespace BiPipeline.Toolkit.Glue;

/// <summary>The rules of Athena's guide, "Partition projection" and its pages on types and configuration.</summary>
sealed partial class ProjectionRules(GlueTableInput table)
{
    static readonly SearchValues<char> TimeLetters = SearchValues.Create("HhKkmsSAnN");

    readonly List<string> _problems = [];

    internal List<string> Check()
    {
        if (Value(PartitionProjection.Enabled) is not { } enabled)
        {
            if (table.Parameters.Keys.FirstOrDefault(IsProjection) is { } stray)
            {
                Problem($"{stray} is set, but {PartitionProjection.Enabled} is not, so Athena ignores it");
            }
            return _problems;
        }
        if (!enabled.Equals("true", StringComparison.OrdinalIgnoreCase)) { return _problems; }
        if (table.PartitionKeys.Count == 0) { Problem($"{PartitionProjection.Enabled} is true, but the table has no partition columns"); }

        foreach (var column in table.PartitionKeys) { CheckColumn(column); }
        foreach (var key in table.Parameters.Keys.Where(IsProjection))
        {
            if (!table.PartitionKeys.Any(column => key.StartsWith($"projection.{column.Name}.", StringComparison.Ordinal)))
            {
                Problem($"{key} does not belong to a partition column");
            }
        }
        CheckTemplate();
        return _problems;
    }

    static bool IsProjection(string key) => key.StartsWith("projection.", StringComparison.Ordinal) && key != PartitionProjection.Enabled;

    void CheckColumn(GlueColumn column)
    {
        switch (Value(column, "type"))
        {
            case null:
                Problem(
                    $"partition column '{column.Name}' has no projection.{column.Name}.type; "
                    + "expected enum, integer, date or injected");
                break;
            case "enum":
                CheckEnum(column);
                break;
            case "integer":
                CheckInteger(column);
                break;
            case "date":
                CheckDate(column);
                break;
            case "injected":
                if (column.Type != "string") { Problem($"injected partition column '{column.Name}' is {column.Type}; expected string"); }
                break;
            case var other:
                Problem($"projection.{column.Name}.type is '{other}'; expected enum, integer, date or injected");
                break;
        }
    }

    void CheckEnum(GlueColumn column)
    {
        if (Value(column, "values") is not { Length: > 0 } values)
        {
            Problem($"projection.{column.Name}.values is missing");
            return;
        }
        foreach (var value in values.Split(','))
        {
            if (value.Length == 0) { Problem($"projection.{column.Name}.values has an empty value; expected values with a folder"); }
            else if (value.Trim().Length != value.Length)
            {
                Problem(
                    $"projection.{column.Name}.values has '{value}' with white space around it, "
                    + "which Athena reads as part of the value");
            }
            else if (!LakeLayout.IsPlainValue(value))
            {
                Problem(
                    $"projection.{column.Name}.values has '{value}', which is escaped in a path; "
                    + "expected letters, digits, space, - . _ or UseProjection = false");
            }
        }
        if (values.Split(',').Distinct(StringComparer.Ordinal).Count() != values.Split(',').Length)
        {
            Problem($"projection.{column.Name}.values has a duplicate value");
        }
    }

    void CheckInteger(GlueColumn column)
    {
        if (Value(column, "range")?.Split(',') is not [var first, var last]
            || !long.TryParse(first, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var low)
            || !long.TryParse(last, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var high))
        {
            Problem($"projection.{column.Name}.range is invalid; expected two integers, such as 0,99");
            return;
        }
        if (low > high) { Problem($"projection.{column.Name}.range begins after its end"); }
        CheckPositive(column, "interval");
        CheckPositive(column, "digits");
    }

    void CheckDate(GlueColumn column)
    {
        var format = Value(column, "format");
        if (format is not { Length: > 0 })
        {
            Problem($"projection.{column.Name}.format is missing; expected a date format");
        }
        if (Value(column, "range")?.Split(',') is not [var first, var last])
        {
            Problem($"projection.{column.Name}.range is invalid; expected two dates or NOW expressions, such as 2020-01-01,NOW+1DAY");
            return;
        }
        foreach (var bound in new[] { first, last }.Where(bound => !Now().IsMatch(bound)))
        {
            if (format is { Length: > 0 } && IsPortable(format) && !IsDate(bound, format))
            {
                Problem($"projection.{column.Name}.range has '{bound}'; expected a date of format {format} or a NOW expression");
            }
        }
        if (string.CompareOrdinal(first, last) > 0 && !Now().IsMatch(first) && !Now().IsMatch(last))
        {
            Problem($"projection.{column.Name}.range begins after its end");
        }
        CheckPositive(column, "interval");
        var unit = Value(column, "interval.unit");
        if (unit is not null && !Unit().IsMatch(unit))
        {
            Problem(
                $"projection.{column.Name}.interval.unit is '{unit}'; "
                + "expected YEARS, MONTHS, WEEKS, DAYS, HOURS, MINUTES, SECONDS or MILLIS");
        }
        if (format is { Length: > 0 } && (unit is null || Value(column, "interval") is null) && !IsDayOrMonth(format))
        {
            Problem(
                $"projection.{column.Name}.interval and .interval.unit are missing; "
                + "only formats of day or month precision have defaults");
        }
    }

    void CheckTemplate()
    {
        if (Value(PartitionProjection.Template) is not { } template) { return; }
        if (!template.EndsWith('/')) { Problem($"{PartitionProjection.Template} has no / at its end; expected one"); }
        foreach (var column in table.PartitionKeys.Where(column => !template.Contains($"${{{column.Name}}}", StringComparison.Ordinal)))
        {
            Problem($"{PartitionProjection.Template} does not mention ${{{column.Name}}}; expected every partition column");
        }
        foreach (Match placeholder in Placeholder().Matches(template))
        {
            if (!table.PartitionKeys.Any(column => column.Name == placeholder.Groups["column"].Value))
            {
                Problem($"{PartitionProjection.Template} mentions {placeholder.Value}, which is not a partition column");
            }
        }
    }

    void CheckPositive(GlueColumn column, string key)
    {
        if (Value(column, key) is { } text
            && (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1))
        {
            Problem($"projection.{column.Name}.{key} is '{text}'; expected an integer above zero");
        }
    }

    // Day or month precision, as far as the letters show: no hours, minutes, seconds or fractions.
    static bool IsDayOrMonth(string format) => format.Contains('M', StringComparison.Ordinal) && !format.AsSpan().ContainsAny(TimeLetters);

    // The letters with the same meaning in Java and .NET.
    static bool IsPortable(string format) =>
        format.All(character => !char.IsAsciiLetter(character) || character is 'y' or 'M' or 'd' or 'H' or 'm' or 's');

    static bool IsDate(string text, string format) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    string? Value(GlueColumn column, string key) => Value($"projection.{column.Name}.{key}");

    string? Value(string key) => table.Parameters.GetValueOrDefault(key);

    void Problem(string text) => _problems.Add($"Table '{table.Name}': {text}.");

    [GeneratedRegex(
        @"^\s*NOW\s*([+\-]\s*[0-9]+\s*(YEARS?|MONTHS?|WEEKS?|DAYS?|HOURS?|MINUTES?|SECONDS?)\s*)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Now();

    [GeneratedRegex(
        @"^(YEARS?|MONTHS?|WEEKS?|DAYS?|HOURS?|MINUTES?|SECONDS?|MILLIS)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Unit();

    [GeneratedRegex(
        @"\$\{(?<column>[^}]*)\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Placeholder();
}
