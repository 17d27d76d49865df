using System.Diagnostics;
using System.Text.Json.Nodes;

namespace BiPipeline.Toolkit.Docs.Tests.Schema;

/// <summary>ajv of eng/grammar, which reports an editor's errors in a schema file.</summary>
static class JsonSchemaValidator
{
    /// <summary>Returns the errors of each document; empty lists for valid documents.</summary>
    internal static async Task<IReadOnlyList<string[]>> ValidateAsync(string schema, IEnumerable<string> documents)
    {
        var start = new ProcessStartInfo("node", [Repository.PathOf("eng/grammar/schema.mjs")]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var input = new JsonObject { ["schema"] = JsonNode.Parse(schema), ["documents"] = new JsonArray([.. documents.Select(document => JsonNode.Parse(document))]) };
        await process.StandardInput.WriteAsync(input.ToJsonString());
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsArray().Select(error => error!.GetValue<string>()).ToArray())];
    }
}
