using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Options that are a day in UTC.</summary>
static class DayOption
{
    internal static Option<DateOnly?> Create(string name, string description) =>
        new(name) { Description = description, CustomParser = Parse, HelpName = "DAY" };

    static DateOnly? Parse(ArgumentResult parsed)
    {
        var text = parsed.Tokens[0].Value;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) { return day; }
        var name = (parsed.Parent as OptionResult)?.Option.Name;
        parsed.AddError($"Option '{name}' is '{text}'; expected a day such as 2026-11-03.");
        return null;
    }
}
