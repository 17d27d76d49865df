using System.CommandLine;

namespace BiPipeline.Toolkit.Cli;

/// <summary><c>lake</c>: the life of a lake.</summary>
static class LakeCommand
{
    internal static Command Create(Terminal terminal) => new("lake", "Loads tables into a lake, shows its status, and keeps it in order.")
    {
        LakeBackfillCommand.Create(terminal),
        LakeCompactCommand.Create(terminal),
        LakeExportCommand.Create(terminal),
        LakeRebuildCommand.Create(terminal),
        LakeStatusCommand.Create(terminal),
        LakeVerifyCommand.Create(terminal),
        LakeEraseCommand.Create(terminal),
    };
}
