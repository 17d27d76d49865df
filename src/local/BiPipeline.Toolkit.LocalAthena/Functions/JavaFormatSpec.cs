using System.Text.RegularExpressions;
using BiPipeline.Toolkit.AthenaSql.Values;

namespace BiPipeline.Toolkit.LocalAthena.Functions;

/// <summary>One specifier of a format text: <c>%1$-10.2f</c>.</summary>
sealed class JavaFormatSpec
{
    readonly string _format;
    readonly string _flags;
    readonly string _text;

    internal JavaFormatSpec(Match match, string format)
    {
        (_format, _text) = (format, match.Value);
        var index = match.Groups["index"].Value;
        _flags = match.Groups["flags"].Value.Replace("<", "", StringComparison.Ordinal);
        IsPrevious = index == "<" || match.Groups["flags"].Value.Contains('<', StringComparison.Ordinal);
        Index = index.EndsWith('$') ? Parse(index.AsSpan(0, index.Length - 1)) : null;
        Width = match.Groups["width"] is { Success: true } width ? Parse(width.ValueSpan) : 0;
        Precision = match.Groups["precision"] is { Success: true } precision ? Parse(precision.ValueSpan) : null;
        Suffix = match.Groups["conversion"].ValueSpan[0];
        var isTime = match.Groups["time"].Success;
        IsUpper = isTime ? match.Groups["time"].Value == "T" : char.IsAsciiLetterUpper(Suffix);
        Conversion = isTime ? 't' : char.ToLowerInvariant(Suffix);
        Check(isTime);
    }

    /// <summary>The letter in lower case; <c>t</c> for dates and times, whose letter is <see cref="Suffix"/>.</summary>
    internal char Conversion { get; }

    internal char Suffix { get; }

    internal bool IsUpper { get; }

    /// <summary>Whether the argument is that of the specifier before.</summary>
    internal bool IsPrevious { get; }

    /// <summary>The number of the argument, from 1; null for the next one.</summary>
    internal int? Index { get; }

    internal int Width { get; }

    internal int? Precision { get; }

    internal bool Has(char flag) => _flags.Contains(flag, StringComparison.Ordinal);

    internal string Literal()
    {
        if (Conversion == 'n') { return Width == 0 ? "\n" : throw Invalid("IllegalFormatWidth", Number(Width)); }
        return Padded("%");
    }

    /// <summary>Fails if the specifier has another flag.</summary>
    internal void Allow(string flags, char conversion)
    {
        foreach (var flag in _flags)
        {
            if (!flags.Contains(flag, StringComparison.Ordinal))
            {
                throw Invalid("FormatFlagsConversionMismatch", $"Conversion = {conversion}, Flags = {flag}");
            }
        }
    }

    internal string Cut(string text) => Precision is { } most && most < text.Length ? text[..most] : text;

    internal string Padded(string text) => Has('-') ? text.PadRight(Width) : text.PadLeft(Width);

    /// <summary>A number's sign by the flags.</summary>
    internal string Sign(string digits, bool negative) =>
        negative ? (Has('(') ? $"({digits})" : $"-{digits}") : Has('+') ? $"+{digits}" : Has(' ') ? $" {digits}" : digits;

    /// <summary>A number with its sign, grouping and width.</summary>
    internal string Signed(string whole, string rest, bool negative)
    {
        if (Has(',')) { whole = Grouped(whole); }
        var missing = Width - Sign(whole + rest, negative).Length;
        if (Has('0') && missing > 0) { whole = new string('0', missing) + whole; }
        return Padded(Sign(whole + rest, negative));
    }

    internal LocalAthenaQueryException IllegalConversion(FormatArgument value) =>
        Invalid("IllegalFormatConversion", $"{Suffix} != {value.ClassName}");

    internal LocalAthenaQueryException IllegalPrecision(int precision) => Invalid("IllegalFormatPrecision", Number(precision));

    LocalAthenaQueryException Invalid(string problem, string detail) => JavaFormat.Invalid(_format, problem, detail);

    void Check(bool isTime)
    {
        if (!isTime && !"bBhHsScCdoxXeEfgGaA%n".Contains(Suffix, StringComparison.Ordinal))
        {
            throw Invalid("UnknownFormatConversion", $"Conversion = '{Suffix}'");
        }
        if (_flags.Length > _flags.Distinct().Count())
        {
            throw Invalid("DuplicateFormatFlags", $"Flags = '{_flags.GroupBy(flag => flag).First(group => group.Count() > 1).Key}'");
        }
        if ((Has('-') && Has('0')) || (Has('+') && Has(' '))) { throw Invalid("IllegalFormatFlags", $"Flags = '{_flags}'"); }
        if ((Has('-') || Has('0')) && Width == 0) { throw Invalid("MissingFormatWidth", _text); }
    }

    static string Grouped(string digits)
    {
        var grouped = new StringBuilder(digits);
        for (var i = digits.Length - 3; i > 0; i -= 3) { grouped.Insert(i, ','); }
        return grouped.ToString();
    }

    int Parse(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Invalid("IllegalFormatWidth", digits.ToString());

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
