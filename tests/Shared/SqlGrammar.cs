using System.Diagnostics;
using System.Text.Json;

namespace BiPipeline.Toolkit.TestKit;

/// <summary>Parses statements with the grammars of eng/grammar: only syntax, no names and no types.</summary>
static class SqlGrammar
{
    /// <summary>Returns the errors of each statement; empty lists for valid statements.</summary>
    internal static async Task<IReadOnlyList<string[]>> ValidateAsync(string dialect, IEnumerable<string> statements)
    {
        var start = new ProcessStartInfo("node", [Repository.PathOf("eng/grammar/validate.mjs")]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(statements.Select(sql => new { dialect, sql })));
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<string[]>(line)!)];
    }
}
