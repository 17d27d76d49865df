using System.Globalization;
using System.Text.Json;
using BiPipeline.Toolkit.Maintenance;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The result of <c>lake backfill</c>, as lines and as JSON.</summary>
/// <param name="Location">The lake.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Outcome">The counts.</param>
/// <param name="Seconds">Duration in seconds.</param>
sealed record BackfillSummary(string Location, BackfillPlan Plan, BackfillOutcome Outcome, double Seconds)
{
    internal async Task WriteAsync(Terminal terminal, bool json)
    {
        foreach (var line in Lines()) { await terminal.Output.WriteLineAsync(line).ConfigureAwait(false); }
        if (json) { await terminal.Output.WriteLineAsync(ToJson()).ConfigureAwait(false); }
    }

    /// <summary>Returns a plan as JSON.</summary>
    internal static string ToJson(BackfillPlan plan) => JsonLine.Of(line =>
    {
        Write(line, plan);
        line.WriteNumber("units", plan.Units.Count);
        line.WriteNumber("remaining_units", plan.Remaining.Count);
        line.WriteNumber("partitions_per_unit", plan.PartitionsPerUnit);
        line.WriteNumber("estimated_objects", plan.EstimatedObjects);
        line.WriteNumber("estimated_seconds", Math.Round(plan.EstimatedTime.TotalSeconds));
        line.WriteNumber("estimated_cost", Math.Round(plan.EstimatedCost, 4));
    });

    /// <summary>Returns a retraction as JSON.</summary>
    internal static string ToJson(BackfillRetraction retraction, bool isDone) => JsonLine.Of(line =>
    {
        line.WriteString("as_of", retraction.AsOf.UtcDateTime);
        line.WriteBoolean("deleted", isDone);
        line.WriteNumber("objects", retraction.Objects.Count);
        line.WriteNumber("bytes", retraction.Bytes);
        line.WriteTexts("markers", retraction.Markers);
    });

    IEnumerable<string> Lines()
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{Count.Of(Outcome.Items, "item")} → {Count.Of(Outcome.Rows, "row")} and {Count.Of(Outcome.ChildRows, "child row")} "
                + $"in {Count.Of(Outcome.Objects, "object")} below {Location}");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{Outcome.Quarantined:N0} quarantined, {Count.Of(Outcome.Rescued, "value")} rescued, {Outcome.Ignored:N0} ignored; "
                + $"{Outcome.BytesIn:N0} bytes in, {Outcome.BytesOut:N0} out; {Seconds:F2} s");
        foreach (var (reason, items) in Outcome.Reasons)
        {
            yield return $"  quarantine, {Count.Of(items, "item")}: {reason}";
        }
        foreach (var marker in Outcome.Markers) { yield return $"  marker {marker}"; }
    }

    string ToJson() => JsonLine.Of(line =>
    {
        Write(line, Plan);
        line.WriteNumber("units", Plan.Units.Count);
        line.WriteNumber("units_run", Plan.Remaining.Count);
        line.WriteNumber("rows", Outcome.Rows);
        line.WriteNumber("child_rows", Outcome.ChildRows);
        line.WriteNumber("ignored", Outcome.Ignored);
        line.WriteNumber("quarantined", Outcome.Quarantined);
        line.WriteNumber("rescued", Outcome.Rescued);
        line.WriteNumber("objects", Outcome.Objects);
        line.WriteNumber("bytes_in", Outcome.BytesIn);
        line.WriteNumber("bytes_out", Outcome.BytesOut);
        line.WriteNumber("seconds", Math.Round(Seconds, 3));
        line.WriteCounts("reasons", Outcome.Reasons);
        line.WriteTexts("markers", Outcome.Markers);
    });

    static void Write(Utf8JsonWriter line, BackfillPlan plan)
    {
        line.WriteString("export", plan.Export);
        line.WriteString("as_of", plan.AsOf.UtcDateTime);
        if (plan.WindowStart is { } start) { line.WriteString("window_start", start.UtcDateTime); }
        if (plan.Items is { } items) { line.WriteNumber("items", items); }
        line.WriteNumber("files", plan.FileCount);
        line.WriteNumber("stored_bytes", plan.Bytes);
    }
}
