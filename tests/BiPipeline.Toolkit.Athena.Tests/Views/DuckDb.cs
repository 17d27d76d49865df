using System.Diagnostics;
using System.Text.Json;

namespace BiPipeline.Toolkit.Athena.Tests.Views;

/// <summary>An independent engine: DuckDB through Node. It runs the generated views of flat schemas unchanged.</summary>
static class DuckDb
{
    /// <summary>Runs each list of statements on an empty database. Returns the rows of its last statement, with cells joined by <c>|</c>.</summary>
    internal static async Task<IReadOnlyList<string[]>> RunAsync(IEnumerable<IReadOnlyList<string>> scripts)
    {
        var start = new ProcessStartInfo("node", [Repository.PathOf("tests/BiPipeline.Toolkit.Athena.Tests/Data/run-sql.mjs"), Repository.PathOf("eng/conformance/package.json")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(scripts));
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<string?[][]>(line)!.Select(row => string.Join('|', row.Select(cell => cell ?? "NULL"))).ToArray())];
    }
}
