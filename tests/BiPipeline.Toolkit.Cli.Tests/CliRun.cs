using System.Diagnostics;
using Spectre.Console;

namespace BiPipeline.Toolkit.Cli.Tests;

/// <summary>
/// One run of the command: exit code, standard output, standard error. It runs in this process, or, with <c>BIPIPELINE_TOOL</c>, as that published
/// command.
/// </summary>
sealed record CliRun(int Code, string Output, string Error)
{
    /// <summary>The published command for the tests; null for this process.</summary>
    internal static string? Published { get; } = Environment.GetEnvironmentVariable("BIPIPELINE_TOOL") is { Length: > 0 } path ? path : null;

    /// <summary>The last line of the output.</summary>
    internal string LastLine => Output.TrimEnd('\n').Split('\n')[^1];

    internal static Task<CliRun> RunAsync(params string[] args) => Published is null ? RunAsync(args, CancellationToken.None) : RunPublishedAsync(args);

    /// <summary>Runs the command in this process, because only there is a token.</summary>
    internal static async Task<CliRun> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var progress = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        var code = await CommandLine.RunAsync(args, new Terminal(output, error, progress), cancellationToken);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs the command in a separate process with these variables.</summary>
    internal static async Task<CliRun> RunApartAsync(IReadOnlyDictionary<string, string?> variables, string[] args)
    {
        var start = Apart(args);
        foreach (var (name, value) in variables) { start.Environment[name] = value; }
        using var process = Process.Start(start)!;
        return await EndAsync(process);
    }

    /// <summary>Starts the command in a separate process, for a test that ends it. Its output is not read.</summary>
    internal static Process StartApart(string[] args)
    {
        var process = Process.Start(Apart(args))!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    static ProcessStartInfo Apart(string[] args)
    {
        var start = Published is null ? new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "bipipeline.dll"), .. args]) : new ProcessStartInfo(Published, args);
        (start.RedirectStandardOutput, start.RedirectStandardError, start.UseShellExecute) = (true, true, false);
        return start;
    }

    /// <summary>Starts the published command.</summary>
    internal static Process StartPublished(IEnumerable<string> args) =>
        Process.Start(new ProcessStartInfo(Published!, args) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;

    static async Task<CliRun> RunPublishedAsync(string[] args)
    {
        using var process = StartPublished(args);
        return await EndAsync(process);
    }

    static async Task<CliRun> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }
}
