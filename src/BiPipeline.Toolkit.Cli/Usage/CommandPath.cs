using System.CommandLine;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The words of a command, as a user types them.</summary>
static class CommandPath
{
    internal const string Program = "bipipeline";

    /// <summary>Returns the program's name and the words of a command, such as <c>bipipeline glue plan</c>.</summary>
    internal static string Of(Command command)
    {
        List<string> words = [];
        for (var at = command; at is not null and not RootCommand; at = at.Parents.OfType<Command>().FirstOrDefault())
        {
            words.Insert(0, at.Name);
        }
        return string.Join(' ', [Program, .. words]);
    }

    /// <summary>Returns a command and all commands below it.</summary>
    internal static IEnumerable<Command> All(Command command) => [command, .. command.Subcommands.SelectMany(All)];
}
