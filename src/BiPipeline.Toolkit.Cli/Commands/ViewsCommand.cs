using System.CommandLine;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>views</c>: the generated views of schemas, and those in files.</summary>
static class ViewsCommand
{
    internal static Command Create(Terminal terminal) => new("views", "Athena views: generated views, and your own .sql files.")
    {
        ViewsDdlCommand.Create(terminal),
        ViewsPlanCommand.Create(terminal),
        ViewsApplyCommand.Create(terminal),
        ViewsCheckCommand.Create(terminal),
    };
}
