using System.CommandLine;
using System.CommandLine.Parsing;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Lake;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>--baseline</c>: the time with which the generated views start, in place of the lake's newest baseline.</summary>
sealed class BaselineOption(string description)
{
    const string None = "none";

    readonly Option<string?> _option = new("--baseline") { Description = description, HelpName = "TIME|none" };

    internal void AddTo(Command command)
    {
        command.Options.Add(_option);
        _option.Validators.Add(Check);
    }

    internal bool IsGiven(ParseResult parsed) => parsed.GetResult(_option) is not null;

    /// <summary>Returns the given time; null for none.</summary>
    internal DateTimeOffset? Time(ParseResult parsed) =>
        parsed.GetValue(_option) is { } text && TryParse(text, out var time) ? time : null;

    /// <summary>Returns the generated views of schemas, each with the given time or the newest baseline in its lake.</summary>
    internal async Task<IReadOnlyList<ViewDefinition>> ViewsAsync(
        ParseResult parsed,
        IEnumerable<TableSchema> schemas,
        IObjectStore lake,
        CancellationToken cancellationToken)
    {
        List<ViewDefinition> views = [];
        foreach (var schema in schemas)
        {
            views.AddRange(ViewDefinition.Create(schema, await FindAsync(parsed, schema, lake, cancellationToken).ConfigureAwait(false)));
        }
        return views;
    }

    /// <summary>Returns the given time, or that of the newest baseline in a lake; null for none.</summary>
    internal async Task<DateTimeOffset?> FindAsync(
        ParseResult parsed,
        TableSchema schema,
        IObjectStore lake,
        CancellationToken cancellationToken) => IsGiven(parsed)
            ? Time(parsed)
            : await ObjectStores.FindBaselineAsync(lake, schema.Table, cancellationToken).ConfigureAwait(false);

    static bool TryParse(string text, out DateTimeOffset? time)
    {
        time = null;
        if (text == None) { return true; }
        if (!TimeOption.TryParse(text, out var found) || found < DateTimeOffset.UnixEpoch) { return false; }
        time = found;
        return true;
    }

    void Check(OptionResult result)
    {
        foreach (var token in result.Tokens)
        {
            if (!TryParse(token.Value, out var time))
            {
                result.AddError($"--baseline is '{token.Value}'; expected a time such as 2026-11-20T00:00:00Z, or {None}.");
            }
            else if (time > TimeProvider.System.GetUtcNow())
            {
                result.AddError($"--baseline is '{token.Value}', which is in the future; expected the time of a baseline, or {None}.");
            }
        }
    }
}
