using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace BiPipeline.Toolkit.Cli.Tests;

/// <summary>A command that serves until it is stopped: in this process by its token, as a published command by SIGTERM.</summary>
/// <remarks>Not by SIGINT: a shell starts background jobs with SIGINT ignored, and .NET leaves an ignored signal ignored.</remarks>
sealed class ServingRun : IDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly LineWriter _output = new();
    readonly Process? _process;
    readonly Task<int> _code;

    internal ServingRun(params string[] args)
    {
        if (CliRun.Published is null)
        {
            _code = CommandLine.RunAsync(args, new Terminal(_output, TextWriter.Null, AnsiConsole.Console), _stop.Token);
            FirstLine = _output.FirstLine;
            return;
        }
        _process = CliRun.StartPublished(args);
        _code = EndAsync(_process);
        FirstLine = FirstLineAsync(_process);
    }

    /// <summary>The first line of the output.</summary>
    internal Task<string> FirstLine { get; }

    /// <summary>Stops the command and returns its exit code.</summary>
    internal async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        if (_process is not null) { await Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExitAsync(); }
        return await _code.WaitAsync(HangGuard.Time);
    }

    public void Dispose()
    {
        if (_process is { HasExited: false }) { _process.Kill(); }
        _process?.Dispose();
        _output.Dispose();
        _stop.Dispose();
    }

    static async Task<int> EndAsync(Process process)
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    static async Task<string> FirstLineAsync(Process process) => await process.StandardOutput.ReadLineAsync() ?? await process.StandardError.ReadToEndAsync();
}
