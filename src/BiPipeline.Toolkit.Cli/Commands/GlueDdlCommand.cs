using System.CommandLine;
using BiPipeline.Toolkit.Glue;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>glue ddl</c>: the catalog as text.</summary>
static class GlueDdlCommand
{
    const string DefaultDatabase = "lake";

    internal static Command Create(Terminal terminal)
    {
        var schemas = SharedOptions.Schemas();
        var location = SharedOptions.Location();
        var database = new Option<string>("--database")
        {
            Description = "The Glue database.",
            DefaultValueFactory = _ => DefaultDatabase,
            HelpName = "DB",
        };
        var format = new Option<string>("--format")
        {
            Description = "Athena DDL or a CloudFormation template.",
            DefaultValueFactory = _ => "sql",
        };
        format.AcceptOnlyFromAmong("sql", "cfn-json", "cfn-yaml");
        var command = new Command("ddl", "Prints the database and every table as Athena DDL or CloudFormation. Calls no service.")
        {
            schemas,
            location,
            database,
            format,
        };
        command.SetAction(async (parsed, _) =>
        {
            var wanted = LakeCatalog.Create(
                SharedOptions.Load(parsed.GetRequiredValue(schemas)),
                new() { Database = parsed.GetRequiredValue(database), Location = parsed.GetRequiredValue(location) });
            var text = parsed.GetValue(format) switch
            {
                "cfn-json" => wanted.ToCloudFormationJson(),
                "cfn-yaml" => wanted.ToCloudFormationYaml(),
                _ => wanted.ToAthenaDdl(),
            };
            await terminal.Output.WriteAsync(text.TrimEnd() + "\n").ConfigureAwait(false);
            return 0;
        });
        return command;
    }
}
