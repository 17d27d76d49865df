using System.CommandLine;

namespace BiPipeline.Toolkit.Cli;

/// <summary>What commands over a lake on this machine are told.</summary>
sealed class LocalOptions
{
    const string DefaultDatabase = "lake";

    readonly Option<string[]> _schemas = SharedOptions.Schemas();
    readonly Option<string> _lake = new("--lake") { Description = "The lake's folder.", Required = true, HelpName = "DIR" };
    readonly Option<string[]> _views = new("--views") { Description = "A file with views, or a folder of them, beside those that schemas give; may repeat.", HelpName = "FILE|DIR" };
    readonly Option<string> _database = new("--database") { Description = "What the database is called in SQL.", DefaultValueFactory = _ => DefaultDatabase, HelpName = "DB" };

    internal void AddTo(Command command)
    {
        Option[] options = [_schemas, _lake, _views, _database];
        foreach (var option in options) { command.Options.Add(option); }
    }

    internal LocalLakeOptions Read(ParseResult parsed) => new(
        parsed.GetRequiredValue(_schemas),
        parsed.GetRequiredValue(_lake),
        parsed.GetValue(_views) ?? [],
        parsed.GetRequiredValue(_database));
}
