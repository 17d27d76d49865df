using System.CommandLine;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>lake</c>: the life of a lake.</summary>
static class LakeCommand
{
    internal static Command Create(Terminal terminal) => new("lake", "Loads a whole table into a lake, exports tables for it, and reads its raw zone again.")
    {
        LakeBackfillCommand.Create(terminal),
        LakeExportCommand.Create(terminal),
        LakeRebuildCommand.Create(terminal),
    };
}
