using System.Diagnostics;
using OrdersPipeline.Commands;

namespace OrdersPipeline.Tests.EndToEnd;

/// <summary>The console program as a process, in an environment whose AWS is on this machine.</summary>
sealed class OrdersConsole(Uri aws, Uri athena)
{
    internal async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output, errors) = await TryRunAsync(arguments);
        code.ShouldBe(0, errors + output);
        return output;
    }

    internal async Task<(int Code, string Output, string Errors)> TryRunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(OrdersCommandLine).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList()) { start.Environment.Remove(name); }
        start.Environment["AWS_ENDPOINT_URL"] = aws.AbsoluteUri;
        start.Environment["AWS_ENDPOINT_URL_ATHENA"] = athena.AbsoluteUri;
        start.Environment["AWS_REGION"] = "us-east-1";
        start.Environment["AWS_ACCESS_KEY_ID"] = "local";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "local";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
