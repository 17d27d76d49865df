using System.CommandLine;
using BiPipeline.Toolkit.Athena;
using BiPipeline.Toolkit.Glue;
using BiPipeline.Toolkit.LocalAthena;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The options of commands over a lake on this machine.</summary>
sealed class LocalOptions
{
    const string DefaultDatabase = "lake";

    // What the folder stands for: a folder's name may have characters that a table's location may not.
    const string Location = "s3://local-lake";

    readonly Option<string[]> _schemas = SharedOptions.Schemas();
    readonly Option<string> _lake = new("--lake") { Description = "The lake's folder.", Required = true, HelpName = "DIR" };
    readonly Option<string[]> _views = new("--views")
    {
        Description = "A file with views, or a folder of them, beside those that schemas give; may repeat.",
        HelpName = "FILE|DIR",
    };
    readonly Option<string> _database = new("--database")
    {
        Description = "What the database is called in SQL.",
        DefaultValueFactory = _ => DefaultDatabase,
        HelpName = "DB",
    };

    internal void AddTo(Command command)
    {
        Option[] options = [_schemas, _lake, _views, _database];
        foreach (var option in options) { command.Options.Add(option); }
    }

    internal string Database(ParseResult parsed) => parsed.GetRequiredValue(_database);

    /// <summary>Opens the lake with the views that its schemas give and the user's.</summary>
    /// <exception cref="ViewException">A view is refused.</exception>
    internal Task<LocalLake> OpenAsync(ParseResult parsed, LocalAthenaOptions local, CancellationToken cancellationToken)
    {
        var folder = parsed.GetRequiredValue(_lake);
        if (!Directory.Exists(folder))
        {
            var problem = File.Exists(folder) ? "which is a file" : "which does not exist";
            throw new DirectoryNotFoundException(
                $"--lake is '{folder}', {problem}; expected a folder. Query a lake in S3 with Athena, or copy it to a folder first.");
        }
        var schemas = SharedOptions.Load(parsed.GetRequiredValue(_schemas));
        ViewDefinition[] views =
        [
            .. schemas.SelectMany(ViewDefinition.Create),
            .. (parsed.GetValue(_views) ?? []).SelectMany(path => ViewDefinition.Load(path, Database(parsed))),
        ];
        var tables = LakeCatalog.Create(schemas, new() { Database = Database(parsed), Location = Location });
        return LocalLake.OpenAsync(folder, tables, views, local with { Threads = Environment.ProcessorCount }, cancellationToken);
    }
}
