using System.Globalization;
using System.Text.Json;
using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Writes the results of checks as lines and as JSON members.</summary>
static class ChecksOutput
{
    /// <summary>Runs all checks, even when some fail.</summary>
    internal static async Task<IReadOnlyList<SqlCheckResult>> RunAsync(
        IReadOnlyList<SqlCheck> checks,
        AthenaQueryRunner runner,
        CancellationToken cancellationToken)
    {
        List<SqlCheckResult> results = [];
        foreach (var check in checks) { results.Add(await check.RunAsync(runner, cancellationToken).ConfigureAwait(false)); }
        return results;
    }

    internal static async Task WriteAsync(Terminal terminal, IReadOnlyList<SqlCheckResult> results)
    {
        foreach (var line in results.SelectMany(result => CheckRows.Of(result).Prepend(result.ToString())))
        {
            await terminal.Output.WriteLineAsync(line).ConfigureAwait(false);
        }
        var failed = results.Count(result => !result.Passed);
        await terminal.Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{results.Count - failed} of {Count.Of(results.Count, "check")} hold")).ConfigureAwait(false);
    }

    internal static void Write(Utf8JsonWriter line, IReadOnlyList<SqlCheckResult> results)
    {
        line.WriteStartArray("checks");
        foreach (var result in results)
        {
            line.WriteStartObject();
            line.WriteString("name", result.Check.Name);
            line.WriteBoolean("passed", result.Passed);
            if (result.Problem is { } problem) { line.WriteString("problem", problem); }
            if (!result.Passed) { WriteRows(line, result); }
            line.WriteEndObject();
        }
        line.WriteEndArray();
    }

    static void WriteRows(Utf8JsonWriter line, SqlCheckResult result)
    {
        line.WriteNumber("rows", result.Rows);
        line.WriteStartArray("first_rows");
        foreach (var row in result.FirstRows)
        {
            line.WriteStartObject();
            for (var i = 0; i < row.Count; i++) { line.WriteString(result.Columns[i], row[i]); }
            line.WriteEndObject();
        }
        line.WriteEndArray();
    }
}
