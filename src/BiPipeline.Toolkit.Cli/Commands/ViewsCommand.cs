using System.CommandLine;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>views</c>: the views that schemas give, and those in files.</summary>
static class ViewsCommand
{
    internal static Command Create(Terminal terminal) => new("views", "Athena views: those that schemas give, and your own .sql files.")
    {
        ViewsDdlCommand.Create(terminal),
        ViewsPlanCommand.Create(terminal),
        ViewsApplyCommand.Create(terminal),
        ViewsCheckCommand.Create(terminal),
    };
}
