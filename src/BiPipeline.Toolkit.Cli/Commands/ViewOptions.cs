using System.CommandLine;
using System.CommandLine.Parsing;
using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The options that <c>views plan</c> and <c>views apply</c> share: the views and their database.</summary>
sealed class ViewOptions
{
    readonly Option<string[]> _schemas = new("--schema")
    {
        Description = "A schema file, for its generated views. Repeatable.",
        HelpName = "FILE",
    };
    readonly Option<string[]> _sql = new("--views")
    {
        Description = "A file with views, or a folder of such files. Repeatable.",
        HelpName = "FILE|DIR",
    };
    readonly Option<string[]> _parameters = new("--param")
    {
        Description = "The value of ${NAME} in the files, as NAME=VALUE. Repeatable. ${database} is the database.",
        HelpName = "NAME=VALUE",
    };
    readonly Option<string> _database = SharedOptions.Database();

    internal Option<string> WorkGroup { get; } = new("--workgroup")
    {
        Description = "The Athena workgroup for the statements.",
        HelpName = "WG",
    };

    internal Option<string?> Output { get; } = new("--output")
    {
        Description = "The location of Athena's results, s3://…; required when the workgroup does not set it.",
        HelpName = "s3://…",
    };

    internal Option<bool> Prune { get; } = new("--prune")
    {
        Description = "Drop views of the toolkit that no file or schema contains any more.",
    };

    internal Option<bool> AllowBreaking { get; } = new("--allow-breaking")
    {
        Description = "Allow your views to lose a column or change a column's type.",
    };

    internal Option<bool> Json { get; } = SharedOptions.Json();

    internal AwsOptions Aws { get; } = new();

    internal void AddTo(Command command)
    {
        Option[] options = [_schemas, _sql, _parameters, _database, WorkGroup, Output, Prune, AllowBreaking, Json];
        foreach (var option in options) { command.Options.Add(option); }
        Aws.AddTo(command);
        _parameters.Validators.Add(CheckParameters);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_schemas) is null && result.GetResult(_sql) is null)
            {
                result.AddError("The command has no views; expected --schema, --views or both.");
            }
        });
    }

    internal string Database(ParseResult parsed) => parsed.GetRequiredValue(_database);

    internal ViewDefinition[] Views(ParseResult parsed)
    {
        var (database, parameters) = (Database(parsed), Parameters(parsed));
        return
        [
            .. SharedOptions.Load(parsed.GetValue(_schemas) ?? []).SelectMany(ViewDefinition.Create),
            .. (parsed.GetValue(_sql) ?? []).SelectMany(path => ViewDefinition.Load(path, database, parameters)),
        ];
    }

    /// <summary>Returns the values of <c>${name}</c> in files, without the database. The last value of a name applies.</summary>
    internal Dictionary<string, string> Parameters(ParseResult parsed) => (parsed.GetValue(_parameters) ?? [])
        .Select(parameter => parameter.Split('=', 2))
        .GroupBy(parts => parts[0], StringComparer.Ordinal)
        .ToDictionary(parts => parts.Key, parts => parts.Last()[1], StringComparer.Ordinal);

    static void CheckParameters(OptionResult result)
    {
        foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
        {
            result.AddError($"--param is '{token.Value}'; expected NAME=VALUE.");
        }
    }
}
