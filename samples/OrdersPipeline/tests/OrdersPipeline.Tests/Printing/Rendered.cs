using Spectre.Console;

namespace OrdersPipeline.Tests.Printing;

/// <summary>What a console without colours shows.</summary>
static class Rendered
{
    internal static string Text(Action<IAnsiConsole> print, int width = 120)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        print(Console(writer, width));
        return Lines(writer);
    }

    internal static async Task<string> TextAsync(Func<IAnsiConsole, Task> print, int width = 120)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        await print(Console(writer, width));
        return Lines(writer);
    }

    static IAnsiConsole Console(StringWriter writer, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    static string Lines(StringWriter writer) => string.Join('\n', writer.ToString().Split('\n').Select(line => line.TrimEnd()));
}
