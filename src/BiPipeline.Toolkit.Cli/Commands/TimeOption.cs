using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Options that are a time.</summary>
static class TimeOption
{
    const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    static readonly string[] Forms =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    internal static Option<DateTimeOffset?> Create(string name, string description) =>
        new(name) { Description = description, CustomParser = Parse, HelpName = "TIME" };

    /// <summary>Parses a time of ISO 8601; without an offset it is in UTC.</summary>
    internal static bool TryParse(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, Style, out time);

    static DateTimeOffset? Parse(ArgumentResult parsed)
    {
        var text = parsed.Tokens[0].Value;
        if (TryParse(text, out var time)) { return time; }
        var name = (parsed.Parent as OptionResult)?.Option.Name;
        parsed.AddError($"Option '{name}' is '{text}'; expected a time such as 2026-11-03T00:00:00Z.");
        return null;
    }
}
