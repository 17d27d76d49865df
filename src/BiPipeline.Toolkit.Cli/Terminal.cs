using Spectre.Console;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Where a command writes: results to one side, messages and progress to the other.</summary>
/// <param name="Output">Results, standard output.</param>
/// <param name="Error">Messages, standard error.</param>
/// <param name="Progress">Progress bars; plain lines where it is no terminal.</param>
sealed record Terminal(TextWriter Output, TextWriter Error, IAnsiConsole Progress)
{
    internal static Terminal Standard() => new(
        Console.Out,
        Console.Error,
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));
}
