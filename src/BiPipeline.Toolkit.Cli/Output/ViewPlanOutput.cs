using System.Text.Json;
using BiPipeline.Toolkit.Athena;

namespace BiPipeline.Toolkit.Cli;

/// <summary>Writes a view plan, its outcome, and the checks, as lines and as JSON.</summary>
static class ViewPlanOutput
{
    internal static async Task WriteAsync(
        Terminal terminal,
        ViewPlan plan,
        ViewOutcome? outcome,
        IReadOnlyList<SqlCheckResult> checks,
        bool json)
    {
        await terminal.Output.WriteLineAsync(plan.ToString()).ConfigureAwait(false);
        if (outcome is { HasChanges: true }) { await terminal.Output.WriteLineAsync(outcome.ToString()).ConfigureAwait(false); }
        if (checks.Count > 0) { await ChecksOutput.WriteAsync(terminal, checks).ConfigureAwait(false); }
        if (json) { await terminal.Output.WriteLineAsync(JsonLine.Of(line => Write(line, plan, outcome, checks))).ConfigureAwait(false); }
    }

    static void Write(Utf8JsonWriter line, ViewPlan plan, ViewOutcome? outcome, IReadOnlyList<SqlCheckResult> checks)
    {
        line.WriteString("database", plan.Database);
        line.WriteBoolean("nothing_to_do", plan.IsEmpty);
        line.WriteStartArray("views");
        foreach (var step in plan.Steps)
        {
            line.WriteStartObject();
            line.WriteString("name", step.Name);
            line.WriteString("action", JsonNamingPolicy.SnakeCaseLower.ConvertName(step.Action.ToString()));
            line.WriteString("reason", step.Reason);
            line.WriteEndObject();
        }
        line.WriteEndArray();
        if (plan.Latest.Any(latest => latest.Steps.Count > 0)) { WriteLatest(line, plan); }
        if (outcome is null) { return; }
        line.WriteNumber("created", outcome.Created.Count);
        line.WriteNumber("replaced", outcome.Replaced.Count);
        line.WriteNumber("dropped", outcome.Dropped.Count);
        if (checks.Count > 0) { ChecksOutput.Write(line, checks); }
    }

    static void WriteLatest(Utf8JsonWriter line, ViewPlan plan)
    {
        line.WriteStartArray("latest");
        foreach (var step in plan.Latest.SelectMany(latest => latest.Steps))
        {
            line.WriteStartObject();
            line.WriteString("name", step.Name);
            line.WriteString("action", JsonNamingPolicy.SnakeCaseLower.ConvertName(step.Action.ToString()));
            line.WriteString("reason", step.Reason);
            line.WriteEndObject();
        }
        line.WriteEndArray();
    }
}
