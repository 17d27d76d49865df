using System.CommandLine;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>athena</c>: Athena on this machine.</summary>
static class AthenaCommand
{
    internal static Command Create(Terminal terminal) => new("athena", "Athena on this machine.") { AthenaServeCommand.Create(terminal) };
}
