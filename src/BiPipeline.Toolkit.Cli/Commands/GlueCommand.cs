using System.CommandLine;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>glue</c>: the catalog's database and tables.</summary>
static class GlueCommand
{
    internal static Command Create(Terminal terminal) => new("glue", "The Glue catalog of schemas.")
    {
        GlueDdlCommand.Create(terminal),
        GluePlanCommand.Create(terminal, applies: false),
        GluePlanCommand.Create(terminal, applies: true),
    };
}
