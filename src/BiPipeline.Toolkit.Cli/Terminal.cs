using Spectre.Console;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The outputs of a command: results on one, messages and progress on the other.</summary>
/// <param name="Output">Results, standard output.</param>
/// <param name="Error">Messages, standard error.</param>
/// <param name="Progress">Progress bars; plain lines without a terminal.</param>
sealed record Terminal(TextWriter Output, TextWriter Error, IAnsiConsole Progress)
{
    /// <summary>Number of columns of the results' terminal; null when they do not go to a terminal.</summary>
    internal int? Width { get; init; }

    /// <summary>Standard input, for <c>-</c>.</summary>
    internal Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>Whether progress is a bar that moves; plain lines or nothing otherwise.</summary>
    internal bool ShowsBars => Progress.Profile.Capabilities.Interactive && Progress.Profile.Out.IsTerminal;

    internal static Terminal Standard() => new(
        Console.Out,
        Console.Error,
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }))
    {
        Width = Console.IsOutputRedirected || Console.WindowWidth <= 0 ? null : Console.WindowWidth,
    };
}
