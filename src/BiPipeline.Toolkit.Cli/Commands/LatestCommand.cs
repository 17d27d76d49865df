using System.CommandLine;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>latest</c>: the work on latest tables.</summary>
static class LatestCommand
{
    internal static Command Create(Terminal terminal) => new("latest", "Latest tables: items as they are now, in Iceberg, kept by Athena.")
    {
        LatestRefreshCommand.Create(terminal),
        LatestOptimizeCommand.Create(terminal),
        LatestStatusCommand.Create(terminal),
    };
}
