using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Options that are a duration: a whole number and <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>, or 0.</summary>
static class DurationOption
{
    internal static Option<TimeSpan> Create(string name, string description, TimeSpan defaultValue) => new(name)
    {
        Description = description,
        CustomParser = Parse,
        DefaultValueFactory = _ => defaultValue,
        HelpName = "DURATION",
    };

    /// <summary>Parses a duration such as <c>90m</c>, <c>24h</c> or <c>7d</c>.</summary>
    internal static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text == "0") { return true; }
        if (text.Length < 2
            || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }
        TimeSpan? unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        duration = number * (unit ?? TimeSpan.Zero);
        return unit is not null;
    }

    static TimeSpan Parse(ArgumentResult parsed)
    {
        var text = parsed.Tokens[0].Value;
        if (TryParse(text, out var duration)) { return duration; }
        var name = (parsed.Parent as OptionResult)?.Option.Name;
        parsed.AddError($"Option '{name}' is '{text}'; expected a duration such as 90m, 24h or 7d.");
        return default;
    }
}
