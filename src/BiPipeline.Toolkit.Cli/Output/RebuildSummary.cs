using System.Globalization;
using System.Text.Json;
using BiPipeline.Toolkit.Maintenance;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The result of <c>lake rebuild</c>, as lines and as JSON.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Outcome">The counts.</param>
/// <param name="SchemaFiles">The schema files of the rows.</param>
/// <param name="Seconds">Duration in seconds.</param>
sealed record RebuildSummary(RebuildPlan Plan, RebuildOutcome Outcome, IReadOnlyList<string> SchemaFiles, double Seconds)
{
    /// <summary>The rows of older versions; null when they were not counted.</summary>
    internal OlderRows? Older { get; init; }

    internal async Task WriteAsync(Terminal terminal, bool json)
    {
        foreach (var line in Lines()) { await terminal.Output.WriteLineAsync(line).ConfigureAwait(false); }
        if (json) { await terminal.Output.WriteLineAsync(ToJson()).ConfigureAwait(false); }
    }

    /// <summary>Returns a plan as JSON.</summary>
    internal static string ToJson(RebuildPlan plan) => JsonLine.Of(line =>
    {
        Write(line, plan);
        line.WriteNumber("remaining_units", plan.Remaining.Count);
        line.WriteNumber("estimated_objects", plan.EstimatedObjects);
        line.WriteNumber("estimated_bytes", plan.EstimatedBytes);
        line.WriteNumber("estimated_seconds", Math.Round(plan.EstimatedTime.TotalSeconds));
        line.WriteNumber("estimated_cost", Math.Round(plan.EstimatedCost, 4));
    });

    IEnumerable<string> Lines()
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{Count.Of(Outcome.Records, "record")} → {Count.Of(Outcome.Rows, "row")} and {Count.Of(Outcome.ChildRows, "child row")} "
                + $"in {Count.Of(Outcome.Objects, "object")} below {Plan.Location}");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{Outcome.Quarantined:N0} quarantined, {Count.Of(Outcome.Rescued, "value")} rescued, {Outcome.Ignored:N0} ignored; "
                + $"{Outcome.BytesIn:N0} bytes in, {Outcome.BytesOut:N0} out; {Seconds:F2} s");
        foreach (var (reason, records) in Outcome.Reasons)
        {
            yield return $"  quarantine, {Count.Of(records, "record")}: {reason}";
        }
        if (Older is { } older)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"older versions: {Count.Of(older.Replaced, "row")} replaced; {Count.Of(older.Dated, "dated row")} and "
                    + $"{Count.Of(older.Changes, "other row")} stay, because the new version has no row for them");
        }
        var schemas = string.Concat(SchemaFiles.Select(file => $" --schema {file}"));
        yield return "Next, the catalog and then the views:";
        yield return $"  bipipeline glue apply{schemas} --location {Plan.Location} --database DATABASE";
        yield return $"  bipipeline views apply{schemas} --database DATABASE --workgroup WORKGROUP";
    }

    string ToJson() => JsonLine.Of(line =>
    {
        Write(line, Plan);
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
        if (Older is { } older)
        {
            line.WriteNumber("older_replaced", older.Replaced);
            line.WriteNumber("older_dated", older.Dated);
            line.WriteNumber("older_changes", older.Changes);
        }
        line.WriteCounts("reasons", Outcome.Reasons);
        line.WriteTexts("schema_files", SchemaFiles);
    });

    static void Write(Utf8JsonWriter line, RebuildPlan plan)
    {
        line.WriteTexts("tables", [.. plan.Schemas.Select(schema => schema.Table)]);
        if (plan.FirstDay is { } first) { line.WriteString("first_day", first.ToString("O", CultureInfo.InvariantCulture)); }
        if (plan.LastDay is { } last) { line.WriteString("last_day", last.ToString("O", CultureInfo.InvariantCulture)); }
        line.WriteNumber("records", plan.Records);
        line.WriteNumber("raw_objects", plan.RawObjects);
        line.WriteNumber("stored_bytes", plan.Bytes);
        line.WriteNumber("units", plan.Units.Count);
        line.WriteTexts("not_rebuilt", [.. plan.DatedLoads.Select(load => load.Marker)]);
    }
}
