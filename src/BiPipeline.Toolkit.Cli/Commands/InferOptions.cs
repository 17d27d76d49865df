using System.CommandLine;
using System.CommandLine.Parsing;
using BiPipeline.Toolkit.Flattening;

namespace BiPipeline.Toolkit.Cli;

/// <summary>How <c>schema infer</c> decides.</summary>
sealed class InferOptions
{
    static readonly InferenceOptions Defaults = new();

    readonly Option<EntityFilter?> _entity = new("--entity")
    {
        Description = "Look at the items of one entity: ATTRIBUTE=TEXT, or KEY=TEXT* for keys that begin with the text.",
        CustomParser = ParseEntity,
        HelpName = "ATTRIBUTE=TEXT",
    };

    readonly Option<string?> _source = new("--source")
    {
        Description = "Read the records of one DynamoDB table, a name or a pattern with *; it becomes the schema's source. "
            + "Default: the one table that the records name.",
        HelpName = "TABLE",
    };

    readonly Option<AttributePath[]> _maps = Paths("--map", "A map that is one column with any keys; may repeat.");
    readonly Option<AttributePath[]> _excluded = Paths(
        "--exclude", "An attribute without a column; its values go to _rescued. May repeat.");

    readonly Option<bool> _coerce = new("--coerce")
    {
        Description = "Make typed columns of texts that are all numbers, true or false, or times.",
    };

    readonly Option<bool> _floorTimes = new("--floor-times")
    {
        Description = "Make timestamps of times with more than milliseconds; the rest is dropped. Without it: strings.",
    };

    readonly Option<int> _percent = Number(
        "--map-percent", "Percentage of the maps that an average key appears in, below which keys are data.", Defaults.MapPercent);

    readonly Option<int> _members = Number("--max-members", "Keys beyond which a map is one column.", Defaults.MaxStructMembers);
    readonly Option<int> _columns = Number("--max-columns", "Columns, those that most items have first.", Defaults.MaxColumns);
    readonly Option<int> _scale = Number("--extra-scale", "Fraction digits of a decimal beyond those seen.", Defaults.ExtraScale);

    internal void AddTo(Command command)
    {
        Option[] options = [_entity, _source, _maps, _excluded, _coerce, _floorTimes, _percent, _members, _columns, _scale];
        foreach (var option in options) { command.Options.Add(option); }
    }

    internal InferenceOptions Read(ParseResult parsed) => new()
    {
        Entity = parsed.GetValue(_entity),
        Source = parsed.GetValue(_source) is { } source ? new(source) : null,
        Maps = parsed.GetValue(_maps) ?? [],
        Excluded = parsed.GetValue(_excluded) ?? [],
        Coerce = parsed.GetValue(_coerce),
        FloorTimes = parsed.GetValue(_floorTimes),
        MapPercent = parsed.GetValue(_percent),
        MaxStructMembers = parsed.GetValue(_members),
        MaxColumns = parsed.GetValue(_columns),
        ExtraScale = parsed.GetValue(_scale),
    };

    static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value, HelpName = "N" };

    static Option<AttributePath[]> Paths(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = ParsePaths,
        HelpName = "PATH",
    };

    static AttributePath[] ParsePaths(ArgumentResult result)
    {
        List<AttributePath> paths = [];
        foreach (var token in result.Tokens)
        {
            try { paths.Add(AttributePath.Parse(token.Value)); }
            catch (FormatException exception) { result.AddError(exception.Message); }
        }
        return [.. paths];
    }

    static EntityFilter? ParseEntity(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var parts = text.Split('=', 2);
        if (parts.Length == 2 && parts[0].Length > 0 && parts[1] != "*")
        {
            return parts[1].EndsWith('*')
                ? EntityFilter.KeyPrefix(parts[0], parts[1][..^1])
                : EntityFilter.AttributeEquals(parts[0], parts[1]);
        }
        result.AddError($"--entity is '{text}'; expected ATTRIBUTE=TEXT, or KEY=TEXT* for keys that begin with the text.");
        return null;
    }
}
