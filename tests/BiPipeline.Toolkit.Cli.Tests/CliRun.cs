using Spectre.Console;

namespace BiPipeline.Toolkit.Cli.Tests;

/// <summary>One run of the command in this process: exit code, standard output, standard error.</summary>
sealed record CliRun(int Code, string Output, string Error)
{
    /// <summary>The last line of the output.</summary>
    internal string LastLine => Output.TrimEnd('\n').Split('\n')[^1];

    internal static Task<CliRun> RunAsync(params string[] args) => RunAsync(args, CancellationToken.None);

    internal static async Task<CliRun> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var progress = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        var code = await CommandLine.RunAsync(args, new Terminal(output, error, progress), cancellationToken);
        return new(code, output.ToString(), error.ToString());
    }
}
