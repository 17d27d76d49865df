using System.Globalization;
using BiPipeline.Toolkit.Maintenance;

namespace BiPipeline.Toolkit.Cli;

/// <summary>The result of <c>lake compact</c>, as lines and as JSON.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Outcome">The counts.</param>
/// <param name="Grace">Time until the old objects are deleted.</param>
/// <param name="Seconds">Duration in seconds.</param>
sealed record CompactionSummary(CompactionPlan Plan, CompactionOutcome Outcome, TimeSpan Grace, double Seconds)
{
    internal async Task WriteAsync(Terminal terminal, bool json)
    {
        foreach (var line in Lines()) { await terminal.Output.WriteLineAsync(line).ConfigureAwait(false); }
        if (json) { await terminal.Output.WriteLineAsync(ToJson()).ConfigureAwait(false); }
    }

    /// <summary>Returns a plan as JSON.</summary>
    internal static string ToJson(CompactionPlan plan) => JsonLine.Of(line =>
    {
        line.WriteString("lake", plan.Location);
        line.WriteNumber("partitions", plan.Partitions.Count);
        line.WriteNumber("units", plan.Units.Count);
        line.WriteNumber("objects", plan.Objects);
        line.WriteNumber("bytes", plan.Bytes);
        line.WriteNumber("estimated_objects", plan.EstimatedObjects);
        line.WriteNumber("estimated_cost", Math.Round(plan.EstimatedCost, 4));
        line.WriteNumber("open_partitions", plan.OpenPartitions);
        line.WriteNumber("waiting_units", plan.OpenReceipts);
    });

    IEnumerable<string> Lines()
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{Count.Of(Outcome.Replaced, "object")} → {Count.Of(Outcome.Written, "object")}, {Outcome.ReplacedBytes:N0} → "
                + $"{Outcome.WrittenBytes:N0} bytes; {Outcome.Rows:N0} rows and lines, {Outcome.Repeated:N0} repeated; {Seconds:F2} s");
        if (Outcome.Deleted > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{Count.Of(Outcome.Deleted, "old object")} deleted, {Outcome.DeletedBytes:N0} bytes");
        }
        if (Outcome.Waiting > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{Count.Of(Outcome.Waiting, "unit")} with old objects; a run after {Grace.TotalMinutes:N0} minutes deletes them");
        }
        if (Outcome.Void > 0)
        {
            yield return $"{Count.Of(Outcome.Void, "earlier unit")} discarded, because other runs had replaced the new objects";
        }
    }

    string ToJson() => JsonLine.Of(line =>
    {
        line.WriteString("lake", Plan.Location);
        line.WriteNumber("units", Plan.Units.Count);
        line.WriteNumber("units_rewritten", Outcome.Units);
        line.WriteNumber("rows", Outcome.Rows);
        line.WriteNumber("repeated", Outcome.Repeated);
        line.WriteNumber("objects_replaced", Outcome.Replaced);
        line.WriteNumber("bytes_replaced", Outcome.ReplacedBytes);
        line.WriteNumber("objects_written", Outcome.Written);
        line.WriteNumber("bytes_written", Outcome.WrittenBytes);
        line.WriteNumber("objects_deleted", Outcome.Deleted);
        line.WriteNumber("bytes_deleted", Outcome.DeletedBytes);
        line.WriteNumber("units_waiting", Outcome.Waiting);
        line.WriteNumber("units_void", Outcome.Void);
        line.WriteNumber("seconds", Math.Round(Seconds, 3));
    });
}
