using System.Diagnostics;

namespace BiPipeline.Toolkit.Packages.Tests;

/// <summary>A command that has ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">The output, followed by the errors.</param>
sealed record CommandRun(int ExitCode, string Output)
{
    /// <summary>Runs a command in a folder, with packages from the feed and the machine's cache.</summary>
    internal static async Task<CommandRun> RunAsync(string folder, string packages, string input, string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // Variables of the test run's own build would mislead this one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray()) { start.Environment.Remove(name); }
        // A machine's C library may be newer than Lambda's; GettingStartedTests asks for the check.
        start.Environment["CheckLambdaGlibc"] = "false";
        start.Environment["NUGET_PACKAGES"] = packages;
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output + await errors);
    }

    internal string Succeeded()
    {
        ExitCode.ShouldBe(0, Output);
        return Output;
    }
}
