using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace OrdersPipeline.Tests.Lambda;

/// <summary>
/// The function as a process in an environment of its own: as it was built, which the runtime dotnet10 starts by <c>dotnet exec</c>, or the machine
/// code that ORDERS_FUNCTION names.
/// </summary>
sealed partial class LambdaProcess : IAsyncDisposable
{
    readonly Process _process;
    readonly Task<string> _output;
    readonly Task<string> _errors;

    LambdaProcess(Process process) => (_process, _output, _errors) = (process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

    static string[] Command { get; } = Environment.GetEnvironmentVariable("ORDERS_FUNCTION") is { Length: > 0 } published
        ? [published]
        : ["dotnet", "exec", typeof(LambdaProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "BuiltLambda").Value!];

    internal bool HasEnded => _process.HasExited;

    internal Task Ended => _process.WaitForExitAsync();

    internal static LambdaProcess Start(IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Command[0], Command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal) || name.StartsWith("LAKE_", StringComparison.Ordinal)).ToList()) { start.Environment.Remove(name); }
        foreach (var (name, value) in environment) { start.Environment[name] = value; }
        return new LambdaProcess(Process.Start(start)!);
    }

    /// <summary>The most memory that it ever held, in bytes: VmHWM, which counts its shared libraries too.</summary>
    internal long HighWaterBytes =>
        long.Parse(HighWater().Match(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/status"))).Groups["kb"].Value, CultureInfo.InvariantCulture) * 1024;

    /// <summary>Ends it as a crash would.</summary>
    internal void Kill() => _process.Kill();

    /// <summary>Asks it to end, as Lambda does.</summary>
    internal async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for its end; its exit code and what it wrote.</summary>
    internal async Task<(int Code, string Output, string Errors)> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(HangGuard.Time);
        return (_process.ExitCode, await _output, await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) { _process.Kill(); }
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"VmHWM:\s+(?<kb>\d+) kB", RegexOptions.ExplicitCapture)]
    private static partial Regex HighWater();
}
