using System.CommandLine;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>athena</c>: a local Athena.</summary>
static class AthenaCommand
{
    internal static Command Create(Terminal terminal) => new("athena", "A local Athena.") { AthenaServeCommand.Create(terminal) };
}
